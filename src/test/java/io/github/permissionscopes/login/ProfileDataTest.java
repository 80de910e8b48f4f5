package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** Whether a user is still asked for profile data that only a refused scope needs. */
class ProfileDataTest {

    private static final String VERIFY_PROFILE = "VERIFY_PROFILE";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeLogin login = new FakeLogin(contacts.app(), "email");

    /** Keycloak's action finds that nothing is missing any more. */
    @ParameterizedTest
    @CsvSource({"on, false", "off, true", "missing, true"})
    void isAskedForAsKeycloakDecidesWithoutTheScope(String action, boolean asked) {
        login.requiredActions().add(VERIFY_PROFILE);

        ProfileData.askAgain(context(action));

        assertThat(login.requiredActions().contains(VERIFY_PROFILE)).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"on", "off"})
    void isNotAskedForWhereItWasNot(String action) {
        login.requiredActions().add("another");

        ProfileData.askAgain(context(action));

        assertThat(login.requiredActions()).containsExactly("another");
    }

    private RequiredActionContext context(String action) {
        RequiredActionProviderModel configured = new RequiredActionProviderModel();
        configured.setProviderId("keycloaks");
        configured.setEnabled(action.equals("on"));
        RealmModel realm = Fake.of(RealmModel.class)
                .on(
                        "getRequiredActionProviderByAlias",
                        arguments ->
                                arguments[0].equals(VERIFY_PROFILE) && !action.equals("missing") ? configured : null)
                .make();
        RequiredActionProvider keycloaks = Fake.of(RequiredActionProvider.class)
                .on("evaluateTriggers", arguments -> {
                    ((RequiredActionContext) arguments[0])
                            .getAuthenticationSession()
                            .removeRequiredAction(VERIFY_PROFILE);
                    return null;
                })
                .make();
        RequiredActionFactory factory =
                Fake.of(RequiredActionFactory.class).with("create", keycloaks).make();
        KeycloakSession session = Fake.of(KeycloakSession.class)
                .with(
                        "getKeycloakSessionFactory",
                        Fake.of(KeycloakSessionFactory.class)
                                .on(
                                        "getProviderFactory",
                                        arguments -> arguments[1].equals("keycloaks") ? factory : null)
                                .make())
                .make();
        return Fake.of(RequiredActionContext.class)
                .with("getAuthenticationSession", login.model())
                .with("getRealm", realm)
                .with("getSession", session)
                .make();
    }
}
