<#import "template.ftl" as layout>
<#import "permission-scopes-list.ftl" as scopes>
<#assign application = scopes.application()>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("permissionScopesNoticeTitle")}
    <#elseif section = "form">
        <link href="${url.resourcesPath}/css/permission-scopes.css" rel="stylesheet"/>
        <div id="permission-scopes-notice">
            <p>${msg("permissionScopesNoticeText", application)}</p>
            <@scopes.groups of=permissionScopesRefused/>
            <p>${msg("permissionScopesNoticeHint", application)}</p>
            <form class="permission-scopes-form" action="${url.loginAction}" method="post">
                <div class="permission-scopes-actions">
                    <button type="submit" name="accept" value="true" id="permission-scopes-accept"
                            class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!}">${msg("permissionScopesContinue")}</button>
                    <button type="submit" name="cancel" value="true" id="permission-scopes-cancel"
                            class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!(properties.kcButtonDefaultClass!)}">${msg("permissionScopesCancel")}</button>
                </div>
            </form>
        </div>
    </#if>
</@layout.registrationLayout>
