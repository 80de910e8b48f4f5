<#-- Scopes under the names of their APIs. Of use also for a consent page of a theme of your own: see docs/login-pages.md. -->
<#macro groups of>
    <#list of as group>
        <section class="permission-scopes-group" aria-labelledby="permission-scopes-group-${group?index}">
            <h2 id="permission-scopes-group-${group?index}"><#list group.headings() as heading>${text(heading)}<#sep>, </#sep></#list></h2>
            <@items of=group.scopes()/>
        </section>
    </#list>
</#macro>

<#macro items of>
    <ul class="${properties.kcListClass!}">
        <#list of as scope>
            <#-- The value of a parameterized scope is named otherwise before Keycloak 26.7. -->
            <#local value = (scope.parameterizedScopeParameter)!((scope.dynamicScopeParameter)!"")>
            <li>
                <#if value?has_content>
                    <#-- A text may have a place for the value. That it has the same letters somewhere does not tell it. -->
                    <#local shown = text(scope.consentScreenText, value)>
                    ${shown}<#if shown == text(scope.consentScreenText)>: <b>${value}</b></#if>
                <#else>
                    ${text(scope.consentScreenText)}
                </#if>
                <#if scope.note??>(${advancedMsg(scope.note)})</#if>
            </li>
        </#list>
    </ul>
</#macro>

<#-- What people call the application that asks. -->
<#function application>
    <#return client.name?has_content?then(text(client.name!), client.clientId)>
</#function>

<#-- A message where the text is the key of one, as in ${key}. Every other text as it is: Keycloak would format it, which
     fails where it has braces. The class PageText has the same expression. -->
<#function text of value="">
    <#if of?matches(r"\$\{[^{}']+\}")>
        <#return value?has_content?then(advancedMsg(of, value), advancedMsg(of))>
    </#if>
    <#return value?has_content?then(of?replace("{0}", value), of)>
</#function>
