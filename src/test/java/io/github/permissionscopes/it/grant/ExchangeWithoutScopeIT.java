package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token exchange that asks for no scope: the default scopes of the client are judged all the same. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExchangeWithoutScopeIT {

    private static final String STANDARD = EveryGrantClient.ID;
    private static final String LEGACY = EveryGrantClient.LEGACY_ID;
    private static final String ALWAYS = "always";

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = STANDARD, confidential = true)
    OAuthClient standard;

    @InjectOAuthClient(value = LEGACY, confidential = true)
    OAuthClient legacy;

    @InjectRealmAdmin
    RealmAdmin admin;

    /**
     * Nobody has asked for a default scope; it is in the token all the same. Keycloak is content with one of its roles.
     */
    @ParameterizedTest
    @ValueSource(strings = {STANDARD, LEGACY})
    void anExchangeWithoutScopeIsJudgedToo(String gateway) {
        admin.createScope(ALWAYS, gateway, Map.of());
        admin.requireAll(ALWAYS, CONTACTS_API, "read:contacts", "delete:contacts");

        assertJudgedWithoutScope(gateway, "not_permitted");
    }

    /** As above, where the level of the subject token's login is too low for it. */
    @ParameterizedTest
    @ValueSource(strings = {STANDARD, LEGACY})
    void anExchangeWithoutScopeIsJudgedByTheLevelToo(String gateway) {
        admin.createScope(ALWAYS, gateway, Map.of(PermissionScopes.MINIMUM_ACR, "2"));

        assertJudgedWithoutScope(gateway, "acr_too_low");
    }

    /** The subject token is without any scope; the legacy exchange takes the scope of it. */
    private void assertJudgedWithoutScope(String gateway, String reason) {
        OAuthClient client = gateway.equals(STANDARD) ? standard : legacy;
        admin.scopes().unassign("profile", gateway);
        admin.scopes().unassign("email", gateway);
        TokenAnswer subject = client.asking(null).as("anna").byPassword();
        assertThat(TokenAnswer.scope(subject.accessClaims())).isEmpty();
        admin.scopes().makeDefault(ALWAYS, gateway);
        events.skipAll();

        admin.configure(Map.of("mode", "report"));
        assertThat(client.asking(null).byTokenExchange(subject).scope()).contains(ALWAYS);
        assertAlwaysRefused(EventType.TOKEN_EXCHANGE, reason, "report");

        admin.configure(Map.of());
        assertNoToken(client.asking(null).byTokenExchange(subject), "invalid_scope");
        assertAlwaysRefused(EventType.TOKEN_EXCHANGE_ERROR, reason, "enforce");
    }

    private void assertAlwaysRefused(EventType type, String reason, String mode) {
        assertThat(next(events, type).getDetails())
                .containsEntry("scope_refused", ALWAYS)
                .containsEntry("scope_refused_reasons", ALWAYS + "=" + reason)
                .containsEntry("permission_scopes_mode", mode);
    }
}
