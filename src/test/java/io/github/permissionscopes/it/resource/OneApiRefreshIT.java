package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What is refreshed stays for the API of the grant. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiRefreshIT {

    @InjectRealm(config = OneApi.Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(SUITE)
    OAuthClient suite;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void takesAPermissionThatWasLostFromWhatIsRefreshed() {
        TokenAnswer answer = forContacts(REQUEST);
        admin.give(DORA, CRM_API, "read:contacts");
        admin.take(DORA, CONTACTS_API, "read:contacts");
        CONTACTS.assertEverywhere(suite, suite.refresh(answer), List.of("delete:contacts"));
    }

    @Test
    void takesTheSameOrNoNameAtARefresh() {
        TokenAnswer answer = forContacts(REQUEST);

        CONTACTS.assertToken(suite.naming("resource", CONTACTS_API).refresh(answer), CONTACTS_SCOPES);
        CONTACTS.assertToken(suite.naming("audience", CONTACTS.audience()).refresh(answer), CONTACTS_SCOPES);
        for (String other : List.of(TIMESHEETS_API, CRM_API, "nobody")) {
            events.skipAll();
            assertInvalidTarget(suite.naming("resource", other).refresh(answer));
            EventRepresentation event = next(events, EventType.REFRESH_TOKEN_ERROR);
            assertThat(event.getError()).isEqualTo("invalid_target");
            assertThat(event.getDetails().get("reason")).contains("resource");
        }
        CONTACTS.assertToken(suite.refresh(answer), CONTACTS_SCOPES);
        TokenAnswer forAll = suite.asking(REQUEST).as(DORA).byPassword();
        assertInvalidTarget(suite.naming("resource", CONTACTS_API).refresh(forAll));
        assertForAll(suite.refresh(forAll));
    }

    /** A client names its API at every request, as RFC 8707 has it; what is only reported on is in no grant. */
    @ParameterizedTest
    @ValueSource(strings = {"mode=report", "reportOnlyApis=" + CONTACTS_API, ""})
    void aGrantThatWasMadeWhileNothingWasEnforcedBecomesOneForTheApi(String setting) {
        OAuthClient naming = suite.naming("resource", CONTACTS_API);
        admin.configure(setting.isEmpty() ? Map.of() : Map.of(setting.split("=")[0], setting.split("=")[1]));
        admin.turnSwitch(!setting.isEmpty());
        TokenAnswer again = naming.refresh(naming.asking(REQUEST).as(DORA).byPassword());
        admin.configure(Map.of());
        admin.turnSwitch(true);

        TokenAnswer answer = naming.refresh(again);

        CONTACTS.assertToken(answer, CONTACTS_SCOPES);
        assertInvalidTarget(suite.naming("resource", TIMESHEETS_API).refresh(answer));
    }

    @Test
    void staysForTheApiOffline() {
        TokenAnswer answer = forContacts("offline_access " + REQUEST);

        assertThat(answer.scope()).contains("offline_access");
        CONTACTS.assertEverywhere(suite, answer, CONTACTS_SCOPES);
        assertThat(suite.refresh(answer).refreshClaims().path("typ").asText()).isEqualTo("Offline");
    }

    @Test
    void staysForTheApiWhereRefreshTokensAreUsedOnce() {
        realm.updateWithCleanup(settings -> settings.revokeRefreshToken(true).refreshTokenMaxReuse(0));

        TokenAnswer second = suite.refresh(forContacts(REQUEST));

        CONTACTS.assertToken(second, CONTACTS_SCOPES);
        CONTACTS.assertToken(suite.refresh(second), CONTACTS_SCOPES);
        assertThat(suite.refresh(second).error()).isEqualTo("invalid_grant");
    }

    private TokenAnswer forContacts(String scope) {
        return suite.asking(scope).of(CONTACTS_API).as(DORA).byPassword();
    }
}
