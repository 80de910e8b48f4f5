package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static io.github.permissionscopes.it.support.check.OneApi.SERVICE;
import static io.github.permissionscopes.it.support.check.OneApi.TIMESHEETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for one API, and the settings: what is rejected, added unasked, and only reported. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiSettingsIT {

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
    void addsNoScopeOfAnotherApi() {
        for (String scope : List.of("delete:contacts", "read:timesheets")) {
            admin.scopes().setAttribute(scope, "permissionScopes.autoGrant", "true");
        }
        Asking asking = suite.asking("openid").as(DORA);
        CONTACTS.assertToken(asking.of(CONTACTS_API).byPassword(), List.of("delete:contacts"));
        TIMESHEETS.assertToken(asking.of(TIMESHEETS_API).byPassword(), List.of("read:timesheets"));
    }

    @Test
    void rejectsScopesOfOtherApisWhereTheRealmSaysSo() {
        admin.configure(Map.of("refusal", "reject"));

        assertThat(of(CONTACTS_API).byPassword().error()).isEqualTo("invalid_scope");
        CONTACTS.assertToken(
                suite.asking("openid read:contacts").of(CONTACTS_API).as(DORA).byPassword(), List.of("read:contacts"));
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));

        TokenAnswer answer = of(CONTACTS_API).byPassword();

        assertForAll(answer);
        assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED, "report");
        assertForAll(suite.naming("resource", CONTACTS_API).refresh(answer));
        assertRefused(next(events, EventType.REFRESH_TOKEN), OTHERS_REFUSED, "report");
        assertForAll(service.asking(REQUEST).of("nobody").byClientCredentials());
        assertForAll(suite.asking(REQUEST).with("audience", "nobody").as(DORA).byCode());
    }

    @Test
    void changesNothingWhereTheApiIsOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));

        assertForAll(of(CONTACTS_API).byPassword());
        TIMESHEETS.assertToken(of(TIMESHEETS_API).byPassword(), TIMESHEETS_SCOPES);
    }

    @Test
    void doesNothingWhileTheSwitchIsOff() {
        admin.turnSwitch(false);

        assertForAll(of(CONTACTS_API).byPassword());
        assertForAll(suite.asking(REQUEST).with("audience", "nobody").as(DORA).byPassword());
        assertForAll(service.asking(REQUEST).of("nobody").byClientCredentials());
        assertForAll(
                suite.asking(REQUEST).with("audience", CONTACTS_API).as(DORA).byCode());
    }

    private Asking of(String api) {
        return suite.asking(REQUEST).of(api).as(DORA);
    }
}
