package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static io.github.permissionscopes.it.support.check.OneApi.SERVICE;
import static io.github.permissionscopes.it.support.check.OneApi.TIMESHEETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for the one API that {@code resource} (RFC 8707) or {@code audience} names, at the token endpoint. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");

    @InjectRealm(config = OneApi.Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(SUITE)
    OAuthClient suite;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void isForAllApisWhereNoneIsNamed() {
        assertForAll(suite.asking(REQUEST).as(DORA).byPassword());
        assertForAll(service.asking(REQUEST).byClientCredentials());
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "resource, contacts-api",
        "audience, contacts-api",
        "resource, https://contacts-api.example",
        "audience, https://contacts-api.example",
        "resource, urn:client:contacts-api",
    })
    void isForTheNamedApiWithAPassword(String parameter, String name) {
        TokenAnswer answer =
                suite.asking(REQUEST).with(parameter, name).as(DORA).byPassword();

        CONTACTS.assertEverywhere(suite, answer, CONTACTS_SCOPES);
        assertThat(answer.scope()).contains("openid", "profile");
        EventRepresentation event = assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED);
        assertThat(event.getDetails().get("scope")).contains("read:contacts").doesNotContain("timesheets", "api=");
        assertNothingRefused(next(events, EventType.REFRESH_TOKEN));
    }

    @Test
    void keepsTheRolesOfTheRealm() {
        assertThat(realmRoles(of(CONTACTS_API).byPassword()))
                .isEqualTo(realmRoles(suite.asking(REQUEST).as(DORA).byPassword()))
                .isNotEmpty();
    }

    private static JsonNode realmRoles(TokenAnswer answer) {
        return answer.accessClaims().path("realm_access").path("roles");
    }

    @Test
    void isForTheNamedApiOfAService() {
        CONTACTS.assertEverywhere(
                service, service.asking(REQUEST).of(CONTACTS_API).byClientCredentials(), CONTACTS_SCOPES);
        assertRefused(next(events, EventType.CLIENT_LOGIN), REQUEST, OTHERS_REFUSED);
        TIMESHEETS.assertEverywhere(
                service,
                service.asking(REQUEST).with("audience", TIMESHEETS_API).byClientCredentials(),
                TIMESHEETS_SCOPES);
        assertForAll(service.asking(REQUEST).byClientCredentials());
    }

    @Test
    void isForTheApiThatTwoParametersNameInTwoWays() {
        CONTACTS.assertToken(
                of(CONTACTS.audience()).with("audience", CONTACTS_API).byPassword(), CONTACTS_SCOPES);
    }

    /** Tells nobody but the API: since 26.7 Keycloak answers only those who are an audience. */
    @Test
    void isNotToldToOthers() {
        TokenAnswer answer = of(CONTACTS.audience()).byPassword();

        for (String other : List.of(CRM_API, TIMESHEETS_API, "resource-server")) {
            TokenAnswer told = OneApi.identified(other).introspect(suite, answer);
            assertThat(told.body().path("active").asBoolean()).as(other).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "nobody,                        ''",
        "https://nobody.example,        ''",
        "urn:client:nobody,             ''",
        "https://contacts-api.example/, ''",
        "Contacts-Api,                  ''",
        "contacts-api,                  timesheets-api",
        "https://contacts-api.example,  https://timesheets-api.example",
        "contacts-api,                  nobody",
        "contacts-api timesheets-api,   ''",
    })
    void isNoneForWhatIsNoneOrMoreThanOne(String resource, String audience) {
        OneApi.assertInvalidTarget(of(resource).with("audience", audience).byPassword());
        assertInvalidTarget(EventType.LOGIN_ERROR);
        OneApi.assertInvalidTarget(
                service.asking(REQUEST).of(resource).with("audience", audience).byClientCredentials());
        assertInvalidTarget(EventType.CLIENT_LOGIN_ERROR);
    }

    @Test
    void isNoneForAClientThatIsDisabled() {
        TokenAnswer before = of(CONTACTS_API).byPassword();

        admin.changeClient(CONTACTS_API, api -> api.setEnabled(false));
        OneApi.assertInvalidTarget(of(CONTACTS_API).byPassword());
        OneApi.assertInvalidTarget(of(CONTACTS.audience()).byPassword());
        OneApi.assertInvalidTarget(suite.refresh(before));

        admin.changeClient(CONTACTS_API, api -> api.setEnabled(true));
        CONTACTS.assertToken(suite.refresh(before), CONTACTS_SCOPES);
    }

    /** Keycloak's own answer to a parameter that stands twice. */
    @Test
    void isNoneForAParameterThatStandsTwice() {
        TokenAnswer answer = service.naming("resource", CONTACTS_API, TIMESHEETS_API)
                .asking(null)
                .byClientCredentials();

        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void tellsTheSamePermissionOfTwoApisApart() {
        Asking asking = suite.asking("openid read:contacts").as(CORA);

        assertThat(Agreement.apiScopes(asking.byPassword().scope())).containsExactly("read:contacts");
        OneApi.identified(CRM_API).assertEverywhere(suite, asking.of(CRM_API).byPassword(), List.of("read:contacts"));
        events.skipAll();
        CONTACTS.assertEverywhere(suite, asking.of(CONTACTS_API).byPassword(), List.of());
        assertRefused(next(events, EventType.LOGIN), "openid read:contacts", Map.of("read:contacts", "not_permitted"));
    }

    private Asking of(String api) {
        return suite.asking(REQUEST).of(api).as(DORA);
    }

    private void assertInvalidTarget(EventType type) {
        EventRepresentation event = next(events, type);
        assertThat(event.getError()).isEqualTo("invalid_target");
        assertThat(event.getDetails().get("reason")).contains("resource");
    }
}
