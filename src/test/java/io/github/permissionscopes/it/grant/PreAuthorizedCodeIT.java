package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertNoToken;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * The pre-authorized code of OpenID for Verifiable Credentials: its token has the scope of the credential, which
 * Keycloak sets without a look at the scope's roles, after every moment at which something could be taken out.
 */
@KeycloakIntegrationTest(config = ExperimentalServer.class)
class PreAuthorizedCodeIT {

    private static final String CARD = "membership-card";

    /** The card is for those who may delete contacts. */
    static final class CredentialRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm).verifiableCredentialsEnabled(true);
            ClientScopeRepresentation card = new ClientScopeRepresentation();
            card.setName(CARD);
            card.setProtocol("oid4vc");
            card.setAttributes(Map.of("vc.credential_configuration_id", CARD));
            realm.clientScopes(card);
            realm.addClientScopeClientRoleMapping(CONTACTS_API, CARD, DELETE_CONTACTS);
            client(realm, CONTACTS_APP).setAttributes(Map.of("oid4vci.enabled", "true"));
            return realm;
        }
    }

    @InjectRealm(config = CredentialRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        for (String user : Set.of("anna", "carl")) {
            if (admin.user(user).verifiableCredentials().getCredentials().isEmpty()) {
                CredentialOffers.give(admin.user(user), CARD);
            }
        }
        events.skipAll();
    }

    @Test
    @Covers(
            route = Route.PRE_AUTHORIZED_CODE,
            at = {Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.REFRESH, Moment.TRACES, Moment.ID_TOKEN, Moment.EVENT})
    void stopsTheScopeOfACredentialThatTheUserMayNotHave() {
        leak(admin, events, () -> grant("anna")).thenStopped(CARD);

        assertRefused(
                next(events, EventType.VERIFIABLE_CREDENTIAL_PRE_AUTHORIZED_GRANT_ERROR),
                CARD,
                Map.of(CARD, "not_permitted"));
    }

    @Test
    void givesItToWhoHoldsThePermission() {
        TokenAnswer answer = grant("carl");

        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.scope()).containsExactly(CARD);
        assertThat(TokenAnswer.scope(answer.accessClaims())).containsExactly(CARD);
    }

    @Test
    void onlyReportsWhereTheRealmSaysSo() {
        admin.configure(Map.of("mode", "report"));

        assertThat(grant("anna").scope()).containsExactly(CARD);
    }

    /** Keycloak sets the scope after the token is made; no token could be made one for this API alone. */
    @Test
    void issuesNoTokenForTheOneApiThatIsNamed() {
        assertNoToken(grant("carl", Map.of("resource", CONTACTS_API)), "invalid_target");
        assertThat(next(events, EventType.VERIFIABLE_CREDENTIAL_PRE_AUTHORIZED_GRANT_ERROR)
                        .getError())
                .isEqualTo("invalid_target");
    }

    private TokenAnswer grant(String user) {
        return grant(user, Map.of());
    }

    private TokenAnswer grant(String user, Map<String, String> more) {
        String token = contactsApp.asking("openid").as(user).byPassword().accessToken();
        String code = new CredentialOffers(realm.getBaseUrl()).preAuthorizedCode(token, CARD);
        Map<String, String> form =
                new HashMap<>(Map.of("grant_type", CredentialOffers.GRANT, "pre-authorized_code", code));
        form.putAll(more);
        return contactsApp.oauth().token(form);
    }
}
