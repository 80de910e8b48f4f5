package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.AuthenticatorConfig;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeStep;
import io.github.permissionscopes.fake.KeycloakFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.services.CorsErrorResponseException;

/** The step of a login flow that judges: Anna may read contacts. */
class PermissionScopesAuthenticatorTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeSession session = new FakeSession(contacts.realm()).from(contacts.app());

    @ParameterizedTest
    @CsvSource({"strip, email", "reject_if_none_left, email", "reject, email", "strip, email delete:contacts"})
    void goesOnWhereNothingIsRejected(String refusal, String scope) {
        FakeLogin login = login(scope);
        FakeStep step = new FakeStep(session, login).with(AuthenticatorConfig.REFUSAL, refusal);

        new PermissionScopesAuthenticator().authenticate(step.model());

        assertThat(step.succeeded()).isTrue();
        assertThat(login.scope()).isEqualTo("email");
        assertThat(login.notes()).doesNotContainKey("permissionScopes.flowNotice");
    }

    @Test
    void refusesAsTheRealmDoesWhereNobodyHasConfiguredIt() {
        FakeLogin login = login("email delete:contacts");
        FakeStep step = new FakeStep(session, login).unconfigured();

        new PermissionScopesAuthenticator().authenticate(step.model());

        assertThat(step.succeeded()).isTrue();
        assertThat(login.scope()).isEqualTo("email");
    }

    @Test
    void wantsANoticeWhereItIsConfigured() {
        FakeLogin login = login("email");
        FakeStep step = new FakeStep(session, login).with(AuthenticatorConfig.NOTICE, "true");

        new PermissionScopesAuthenticator().action(step.model());

        assertThat(login.notes()).containsEntry("permissionScopes.flowNotice", "true");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void endsWhereTheRequestIsRejected(boolean atTokenEndpoint) {
        if (atTokenEndpoint) {
            RequestState.of(session.model()).begin(session.context(session.event()));
        }
        FakeLogin login =
                login("email delete:contacts").note("response_type", "code").note("iss", "https://acme");
        FakeStep step = new FakeStep(session, login).with(AuthenticatorConfig.REFUSAL, "reject");

        assertThatThrownBy(() -> new PermissionScopesAuthenticator().authenticate(step.model()))
                .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : AuthenticationFlowException.class);
        assertThat(step.succeeded()).isFalse();
        assertThat(step.event().getEvent().getDetails()).containsEntry("reason", "Not permitted: delete:contacts");
    }

    private FakeLogin login(String scope) {
        return new FakeLogin(contacts.app(), scope).by(contacts.anna());
    }
}
