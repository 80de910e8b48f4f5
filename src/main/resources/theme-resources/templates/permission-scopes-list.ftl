<#-- Scopes under the names of their APIs. Of use also for a consent page of a theme of your own: see docs/login-pages.md. -->
<#macro groups of>
    <#list of as group>
        <section class="permission-scopes-group" aria-labelledby="permission-scopes-group-${group?index}">
            <h2 id="permission-scopes-group-${group?index}"><#list group.headings() as heading>${advancedMsg(heading)}<#sep>, </#sep></#list></h2>
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
                    <#local text = advancedMsg(scope.consentScreenText, value)>
                    ${text}<#if text == advancedMsg(scope.consentScreenText, "")>: <b>${value}</b></#if>
                <#else>
                    ${advancedMsg(scope.consentScreenText)}
                </#if>
                <#if scope.note??>(${advancedMsg(scope.note)})</#if>
            </li>
        </#list>
    </ul>
</#macro>

<#-- What people call the application that asks. -->
<#function application>
    <#return client.name?has_content?then(advancedMsg(client.name!), client.clientId)>
</#function>
