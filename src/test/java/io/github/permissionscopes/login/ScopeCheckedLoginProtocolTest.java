package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import io.github.permissionscopes.resource.TargetApi;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.Config;
import org.keycloak.models.UserConsentModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCProviderConfig;

/** The end of a login: Anna may read contacts. The login is granted what is in its scope. */
class ScopeCheckedLoginProtocolTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeSession session = new FakeSession(realm).from(contacts.app());
    private final FakeLogin login = new FakeLogin(contacts.app(), "email read:contacts")
            .by(contacts.anna())
            .note("response_type", "code")
            .note("iss", "https://acme");
    private final FakeUserSession userSession = new FakeUserSession(realm, "session", contacts.anna())
            .at(contacts.app(), "iss", "https://acme", "scope", "sealed", "response_type", "token");

    @Test
    void endsALoginAsKeycloakDoesWhereNothingIsOwed() {
        assertThat(query(end())).containsOnlyKeys("session_state", "iss", "code");
        assertThat(code()).containsEntry("scope", "email read:contacts");
        assertThat(RequestState.of(session.model()).isAnsweringLogin()).isTrue();
    }

    @Test
    void sendsNoCodeWhereTheLoginOwesAnError() {
        realm.setting("refusal", "reject");
        login.note("scope", "delete:contacts");
        PendingAnswer.due(session.model(), login.model());

        assertThat(query(end())).containsEntry("error", "invalid_scope").doesNotContainKey("code");
        assertThat(session.singleUseObjects()).isEmpty();
        assertThat(session.isRollbackOnly()).isTrue();
    }

    /** The request that answers a consent page is another one than the one that named the API. */
    @ParameterizedTest
    @CsvSource({
        "enforce, contacts-api, true",
        "enforce, nobody, false",
        "enforce, , false",
        "report, contacts-api, false"
    })
    void keepsTheApiOfTheLoginForTokensOfThisRequest(String mode, String name, boolean kept) {
        realm.setting("mode", mode);
        login.note("resource", name);

        end();

        assertThat(RequestState.of(session.model())
                        .target()
                        .api()
                        .map(TargetApi::clientId)
                        .isPresent())
                .isEqualTo(kept);
    }

    @Test
    void keepsAnApiThatIsKnownAlready() {
        RequestState.of(session.model())
                .target()
                .narrowTo(new TargetApi("events-api", "events-api", "client:events-api"));
        login.note("resource", "contacts-api");

        end();

        assertThat(RequestState.of(session.model()).target().api().map(TargetApi::clientId))
                .contains("events-api");
    }

    @Test
    void takesWhatIsLostOutOfTheConsentOfThisRequest() {
        UserConsentModel consent = new UserConsentModel(contacts.app());
        consent.addGrantedClientScope(contacts.scope("delete:contacts"));
        realm.consents().put("user:anna", consent);
        login.note("scope", "delete:contacts");

        end();

        assertThat(consent.getGrantedClientScopes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"email, email", "read:contacts email, ", ", "})
    void tellsTheScopeOfATokenThatIsNotWhatWasAskedFor(String issued, String told) {
        if (issued != null) {
            RequestState.of(session.model()).redirectScope(ScopeList.parse(issued));
        }

        assertThat(query(end()).get("scope")).isEqualTo(told);
    }

    /** Keycloak writes what stands in the login at the client, which is what goes into a code. */
    @ParameterizedTest
    @CsvSource({
        "query.jwt, read:contacts email, read:contacts email",
        "fragment.jwt, email, email",
        "form_post.jwt, email, email",
        "query.jwt, , sealed"
    })
    void signsTheScopeOfTheToken(String mode, String issued, String signed) {
        login.note("response_mode", mode);
        if (issued != null) {
            RequestState.of(session.model()).redirectScope(ScopeList.parse(issued));
        }

        end();

        assertThat(session.token("token 0")).hasFieldOrPropertyWithValue("otherClaims.scope", signed);
        assertThat(userSession.notes(contacts.app())).as("as before").containsEntry("scope", "sealed");
    }

    @Test
    void leavesALoginWithoutAScopeWithoutOne() {
        userSession.notes(contacts.app()).remove("scope");
        login.note("response_mode", "query.jwt");
        RequestState.of(session.model()).redirectScope(ScopeList.parse("email"));

        end();

        assertThat(session.token("token 0")).hasFieldOrPropertyWithValue("otherClaims.scope", "email");
        assertThat(userSession.notes(contacts.app())).doesNotContainKey("scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "fragment"})
    void leavesTheLoginAtTheClientAloneInOtherResponses(String mode) {
        login.note("response_mode", mode);
        RequestState.of(session.model()).redirectScope(ScopeList.parse("email"));

        assertThat(end().getLocation().toString()).contains("scope=email");
        assertThat(userSession.notes(contacts.app())).containsEntry("scope", "sealed");
    }

    @Test
    void hasTheConfigurationOfKeycloaksOwn() {
        OIDCProviderConfig config = new OIDCProviderConfig(Config.scope("openid-connect"));

        assertThat(new ScopeCheckedLoginProtocol(session.model(), new OIDCLoginProtocol(config)).getConfig())
                .isSameAs(config);
    }

    private Response end() {
        return new ScopeCheckedLoginProtocol(session.model(), new OIDCLoginProtocol(null))
                .setRealm(realm.model())
                .setUriInfo(session.model().getContext().getUri())
                .setHttpHeaders(session.model().getContext().getRequestHeaders())
                .setEventBuilder(session.event())
                .authenticated(login.model(), userSession.model(), userSession.context(contacts.app()));
    }

    private Map<String, String> code() {
        return session.singleUseObjects().entrySet().stream()
                .filter(stored -> stored.getKey().startsWith("code:"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> query(Response redirect) {
        return Arrays.stream(redirect.getLocation().getQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
    }
}
