<#import "template.ftl" as layout>
<#import "permission-scopes-list.ftl" as scopes>
<#assign application = scopes.application()>
<@layout.registrationLayout bodyClass="oauth"; section>
    <#if section = "header">
        <#if client.attributes.logoUri??>
            <img class="permission-scopes-logo" src="${client.attributes.logoUri}" alt=""/>
        </#if>
        ${msg("oauthGrantTitle", application)}
    <#elseif section = "form">
        <div id="kc-oauth" class="content-area">
            <p>${msg("oauthGrantRequest")}</p>
            <#-- Without the realm's switch nobody says which API a scope is of. -->
            <#if permissionScopesConsent??>
                <@scopes.groups of=permissionScopesConsent.of(oauth.clientScopesRequested)/>
            <#else>
                <@scopes.items of=oauth.clientScopesRequested/>
            </#if>
            <#if client.attributes.policyUri?? || client.attributes.tosUri??>
                <p>
                    ${msg("oauthGrantInformation", application)}
                    <#if client.attributes.tosUri??>
                        ${msg("oauthGrantReview")}
                        <a href="${client.attributes.tosUri}" target="_blank" rel="noopener">${msg("oauthGrantTos")}</a>
                    </#if>
                    <#if client.attributes.policyUri??>
                        ${msg("oauthGrantReview")}
                        <a href="${client.attributes.policyUri}" target="_blank" rel="noopener">${msg("oauthGrantPolicy")}</a>
                    </#if>
                </p>
            </#if>
            <form class="permission-scopes-form" action="${url.oauthAction}" method="POST">
                <input type="hidden" name="code" value="${oauth.code}">
                <div class="permission-scopes-actions">
                    <button type="submit" name="accept" id="kc-login" value="${msg("doYes")}"
                            class="${properties.kcButtonPrimaryClass!}">${msg("doYes")}</button>
                    <button type="submit" name="cancel" id="kc-cancel" value="${msg("doNo")}"
                            class="${properties.kcButtonSecondaryClass!}">${msg("doNo")}</button>
                </div>
            </form>
        </div>
    </#if>
</@layout.registrationLayout>
