<#import "template.ftl" as layout>
<#import "permission-scopes-list.ftl" as scopes>
<#assign application = scopes.application()>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("permissionScopesRefusedTitle")}
    <#elseif section = "form">
        <link href="${url.resourcesPath}/css/permission-scopes.css" rel="stylesheet"/>
        <div id="permission-scopes-refused">
            <p>${msg("permissionScopesRefusedText", application)}</p>
            <@scopes.groups of=permissionScopesRefused/>
            <p>${msg("permissionScopesRefusedHint")}</p>
        </div>
    </#if>
</@layout.registrationLayout>
