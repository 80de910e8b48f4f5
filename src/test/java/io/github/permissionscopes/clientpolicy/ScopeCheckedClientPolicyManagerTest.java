package io.github.permissionscopes.clientpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.resource.TargetApi;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenResponseContext;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequest;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceAuthorizationRequestContext;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceTokenResponseContext;
import org.keycloak.protocol.oidc.par.clientpolicy.context.PushedAuthorizationRequestContext;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.PreAuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.ResourceOwnerPasswordCredentialsResponseContext;
import org.keycloak.services.clientpolicy.context.ServiceAccountTokenResponseContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshResponseContext;
import org.keycloak.services.clientpolicy.context.TokenResponseContext;

/** Which enforcement point stands at which event of client policies: each has done its work there, and no other. */
class ScopeCheckedClientPolicyManagerTest {

    private static final String KEY = "permission_scopes_resource";

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeSession session = new FakeSession(realm).from(contacts.app());
    private final MultivaluedMap<String, String> form = session.form();
    private final AuthorizationEndpointRequest request = new AuthorizationEndpointRequest();

    @Test
    void preparesARequestBeforeKeycloakReadsIt() throws Exception {
        form.putSingle("resource", "contacts-api");

        trigger(new PreAuthorizationRequestContext("app", form));

        assertThat(form).containsOnlyKeys("audience");
    }

    @Test
    void checksAPushedRequest() throws Exception {
        form.putSingle("resource", "contacts-api");

        trigger(new PushedAuthorizationRequestContext(contacts.app(), request, form));

        assertThat(form).containsOnlyKeys("audience");
        assertThat(request.getAdditionalReqParams()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsTheApiOfALoginAndOfADevice(boolean device) throws Exception {
        form.putSingle("resource", "contacts-api");

        trigger(
                device
                        ? new DeviceAuthorizationRequestContext(request, form)
                        : new AuthorizationRequestContext(null, request, null, form, null));

        assertThat(SealedTarget.open(
                        session.model(),
                        contacts.app(),
                        request.getAdditionalReqParams().get(KEY)))
                .contains("contacts-api");
    }

    @Test
    void answersAWrongApiThatNobodyIsToStore() {
        form.putSingle("resource", "nobody");

        assertThatThrownBy(() -> trigger(new DeviceAuthorizationRequestContext(request, form)))
                .isInstanceOf(ClientPolicyException.class);
        assertThat(session.answered().getFirst("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void narrowsABackchannelRequestAndItsTokens() throws Exception {
        TestBackchannel asked = new TestBackchannel();

        trigger(
                asked.session(),
                new BackchannelAuthenticationRequestContext(
                        new BackchannelAuthenticationEndpointRequest(), asked.request(), form));
        assertThat(asked.request().getScope()).isEqualTo("openid read:contacts list:contacts");

        asked.approve("app");
        asked.request().setScope(TestBackchannel.ASKED);
        trigger(asked.session(), new BackchannelTokenRequestContext(asked.request(), form));
        assertThat(asked.request().getScope()).isEqualTo("openid read:contacts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "refresh", "service account", "password", "device", "backchannel", "redirect"})
    void narrowsTheTokensOfAGrantToTheirApi(String grant) throws Exception {
        RequestState.of(session.model())
                .target()
                .narrowTo(new TargetApi("contacts-api", "https://contacts.example", "client:contacts-api"));
        TestRedirect redirect = new TestRedirect(session, contacts);

        trigger(issued(grant, redirect));

        assertThat(redirect.token().getAudience()).containsExactly("https://contacts.example");
    }

    @Test
    void stopsARedirectWithWhatIsRefused() {
        TestRedirect redirect = new TestRedirect(session, contacts);
        redirect.token().setScope("delete:contacts");

        assertThatThrownBy(() -> trigger(redirect.context())).isInstanceOf(WebApplicationException.class);
        assertThat(session.answered().getFirst("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void replacesASilentRedirectBeforeAllElse() {
        session.providing(LoginProtocol.class, new OIDCLoginProtocol(null));
        TestRedirect redirect = new TestRedirect(session, contacts);
        redirect.login().note("prompt", "none");
        redirect.owe();

        assertThatThrownBy(() -> trigger(redirect.context())).isInstanceOf(WebApplicationException.class);
        assertThat(RequestState.of(session.model()).isAnsweringLogin())
                .as("it is built again")
                .isTrue();
    }

    @Test
    void doesNothingAtAllOtherEvents() throws Exception {
        form.putSingle("resource", "nobody");

        trigger(Fake.of(ClientPolicyContext.class).with("getEvent", null).make());

        assertThat(form).containsOnlyKeys("resource");
        assertThat(session.answered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enforce", "report"})
    void failsAfterAFaultUnlessTheRealmOnlyReports(String mode) throws Exception {
        realm.setting("mode", mode);
        ClientPolicyContext broken = new TokenRefreshResponseContext(form, null);

        if (mode.equals("enforce")) {
            assertThatThrownBy(() -> trigger(broken)).isInstanceOf(NullPointerException.class);
        } else {
            trigger(broken);
        }
        assertThat(session.answered()).as("Keycloak answers that").isEmpty();
    }

    @Test
    void standsBeforeKeycloaksOwn() {
        assertThat(new ScopeCheckedClientPolicyManagerFactory().order()).isPositive();
        assertThat(new ScopeCheckedClientPolicyManagerFactory().getId()).isEqualTo("default");
    }

    private ClientPolicyContext issued(String grant, TestRedirect redirect) {
        AccessTokenResponseBuilder tokens = redirect.tokens();
        return switch (grant) {
            case "code" -> new TokenResponseContext(form, null, null, tokens);
            case "refresh" -> new TokenRefreshResponseContext(form, tokens);
            case "service account" -> new ServiceAccountTokenResponseContext(form, null, tokens);
            case "password" -> new ResourceOwnerPasswordCredentialsResponseContext(form, null, tokens);
            case "device" -> new DeviceTokenResponseContext(null, form, null, tokens);
            case "backchannel" -> new BackchannelTokenResponseContext(null, form, null, tokens);
            default -> redirect.context();
        };
    }

    private void trigger(ClientPolicyContext context) throws ClientPolicyException {
        trigger(session, context);
    }

    private static void trigger(FakeSession session, ClientPolicyContext context) throws ClientPolicyException {
        new ScopeCheckedClientPolicyManagerFactory().create(session.model()).triggerOnEvent(context);
    }
}
