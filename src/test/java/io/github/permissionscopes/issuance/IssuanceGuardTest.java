package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.TargetApi;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;

/** How a token is stopped, and what passes. */
class IssuanceGuardTest {

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientScopeModel email = contacts.scope("email");
    private final ClientModel app = contacts.app();
    private final FakeUserSession login = contacts.login(0);
    private final FakeSession session = new FakeSession(realm).from(app);

    @Test
    void stopATokenAtTheTokenEndpointWithItsAnswer() {
        EventBuilder event = session.event();
        RequestState.of(session.model()).begin(session.context(event));

        assertThatThrownBy(() -> guard("email delete:contacts"))
                .isInstanceOfSatisfying(
                        CorsErrorResponseException.class, answer -> assertThat(answer.getErrorDescription())
                                .isEqualTo("The token would carry a scope that is not permitted"));
        assertThat(event.getEvent().getDetails()).containsEntry("scope_refused", "delete:contacts");
        assertThat(event.getEvent().getError()).isEqualTo("invalid_scope");
    }

    @Test
    void stopATokenElsewhereAsKeycloakDoes() {
        assertThatThrownBy(() -> guard("delete:contacts")).isInstanceOf(TokenInterceptorException.class);
    }

    @Test
    void letATokenPassThatIsPermittedAndNarrowItToItsApi() {
        RequestState.of(session.model())
                .target()
                .narrowTo(new TargetApi("contacts-api", "https://contacts.example", "1"));

        assertThat(guard("read:contacts").getAudience()).containsExactly("https://contacts.example");
    }

    @Test
    void letATokenPassWhereTheyCannotBeJudgedAndTheRealmOnlyReports() {
        realm.setting("mode", "report");
        ClientSessionContext broken = Fake.broken(ClientSessionContext.class);

        new IssuanceGuardFactory()
                .create(session.model())
                .process(new TokenPostProcessorContext(null, null, null, new AccessToken(), broken));

        realm.setting("mode", "enforce");
        session.attributes().clear();
        assertThatThrownBy(() -> new IssuanceGuard(session.model())
                        .process(new TokenPostProcessorContext(null, null, null, new AccessToken(), broken)))
                .hasMessage("the database is gone");
    }

    @Test
    void areNotAskedForWhereNoAccessTokenIsIssued() {
        new IssuanceGuard(session.model())
                .process(
                        new TokenPostProcessorContext(null, null, null, null, Fake.broken(ClientSessionContext.class)));

        assertThat(new IssuanceGuardFactory().order()).isEqualTo(-10_000);
        assertThat(new IssuanceGuardFactory().getId()).isEqualTo("permission-scopes-guard");
    }

    private AccessToken guard(String scope) {
        AccessToken token = new AccessToken();
        token.setScope(scope);
        new IssuanceGuard(session.model())
                .process(new TokenPostProcessorContext(null, null, null, token, contextOf(email)));
        return token;
    }

    private ClientSessionContext contextOf(ClientScopeModel... scopes) {
        return login.context(app, scopes);
    }
}
