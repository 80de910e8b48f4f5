package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/** What stands around Keycloak's own grant type. */
class ScopeCheckedGrantTypeTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final ClientModel app = realm.client(
            "app", realm.scope("read:contacts", realm.role("contacts-api", "read:contacts")), realm.scope("email"));
    private final KeycloaksGrant keycloaks = new KeycloaksGrant();

    @Test
    void letsKeycloakSeeWhatIsLeftAndGivesBackWhatWasSent() {
        OAuth2GrantType.Context context = context();

        Response answer = keycloaks.process(context, request -> {
            request.form().putSingle("scope", "email");
            request.afterwards().add(() -> keycloaks.seen().add("put back"));
        });

        assertThat(answer.getEntity()).isSameAs(keycloaks.tokens());
        assertThat(keycloaks.seen()).containsExactly("email", "null", "put back");
        assertThat(context.getFormParams().getFirst("scope")).isEqualTo("email read:contacts");
        assertThat(context.getFormParams().getFirst("resource"))
                .as("hidden from Keycloak only")
                .isEqualTo("contacts-api");
    }

    @Test
    void givesBackAndPutsBackAlsoWhereKeycloakFails() {
        OAuth2GrantType.Context context = context();
        keycloaks.fail();

        assertThatThrownBy(() -> keycloaks.process(context, request -> {
                    request.form().remove("scope");
                    request.afterwards().add(() -> keycloaks.seen().add("put back"));
                }))
                .hasMessage("Keycloak");
        assertThat(context.getFormParams().getFirst("scope")).isEqualTo("email read:contacts");
        assertThat(keycloaks.seen()).endsWith("put back");
    }

    @Test
    void leavesEverythingToKeycloakWhereTheSwitchIsOff() {
        FakeRealm off = FakeRealm.off();
        FakeSession session = new FakeSession(off)
                .from(off.client("app"))
                .with("scope", "read:contacts")
                .with("resource", "nobody");

        keycloaks.process(session.context(session.event()), request -> {
            throw new IllegalStateException("not asked");
        });

        assertThat(keycloaks.seen()).containsExactly("read:contacts", "nobody");
    }

    @ParameterizedTest
    @CsvSource({"report, app, contacts-api", "enforce, plain, contacts-api", "enforce, app, null"})
    void hidesTheResourceFromKeycloakWhereItIsOurs(String mode, String client, String resource) {
        realm.client("plain", realm.scope("phone"));
        realm.setting("mode", mode);
        OAuth2GrantType.Context context = context(session().from(realm.model().getClientByClientId(client)));

        keycloaks.process(context, request -> {});

        assertThat(keycloaks.seen().get(1)).isEqualTo(resource);
    }

    @Test
    void isKeycloaksOwnInAllElse() throws Exception {
        OAuth2GrantType grantType = new ScopeCheckedGrantType(keycloaks.model(), request -> {});

        assertThat(grantType.getEventType()).isEqualTo(EventType.CODE_TO_TOKEN);
        assertThat(grantType.getSupportedMultivaluedRequestParameters()).containsExactly("audience");
        assertThat(grantType.getTokenParameterNames()).containsExactly("token");
        assertThat(grantType.isTokenAllowed(null, null)).isFalse();
        grantType.preProcess(null, null);
        grantType.close();
        assertThat(keycloaks.seen()).containsExactly("preProcess", "close");
    }

    private FakeSession session() {
        return new FakeSession(realm)
                .from(app)
                .with("scope", "email read:contacts")
                .with("resource", "contacts-api");
    }

    private OAuth2GrantType.Context context() {
        return context(session());
    }

    private static OAuth2GrantType.Context context(FakeSession session) {
        EventBuilder event = session.event();
        return session.context(event);
    }
}
