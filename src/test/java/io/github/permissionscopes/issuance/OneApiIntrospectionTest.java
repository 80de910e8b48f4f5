package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.AccessToken;

/** What an API is told of a token that is for it alone. Keycloak leaves a token without a login as it is. */
class OneApiIntrospectionTest {

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeUserSession login = new FakeUserSession(realm, "session", contacts.anna());
    private final FakeSession session = new FakeSession(realm);
    private final AccessToken token = new AccessToken();

    @BeforeEach
    void issue() {
        token.issuedFor("app");
        token.audience("https://contacts.example");
        token.addAccess("contacts-api").addRole("read:contacts");
        token.addAccess("events-api").addRole("read:events");
    }

    @ParameterizedTest
    @CsvSource({"enforce, contacts-api, true", "report, contacts-api, false", "enforce, , false"})
    void hasNothingOfOtherApis(String mode, String api, boolean narrowed) {
        realm.setting("mode", mode);
        token.setOtherClaims("permission_scopes_api", api);

        AccessToken answer = introspection().transformAccessToken(token, login.model());

        assertThat(answer.getResourceAccess().keySet())
                .isEqualTo(narrowed ? Set.of("contacts-api") : Set.of("contacts-api", "events-api"));
        assertThat(RequestState.of(session.model()).target().api().map(TargetApi::clientId))
                .as("that of the claim with permissions")
                .isEqualTo(narrowed ? Optional.of(api) : Optional.empty());
    }

    /** Another client may have the URL of an API as its client ID. */
    @ParameterizedTest
    @CsvSource({"contacts-api, true", "https://contacts.example, false"})
    void isForTheApiAndForNoClientThatIsCalledLikeIt(String asking, boolean answered) {
        token.setOtherClaims("permission_scopes_api", "contacts-api");
        session.from(realm.client(asking));
        OneApiIntrospection introspection = introspection();
        introspection.transformAccessToken(token, login.model());

        assertThat(introspection.verifyAudience()).isEqualTo(answered);
    }

    @Test
    void standsBeforeKeycloaksOwn() {
        OneApiIntrospectionFactory factory = new OneApiIntrospectionFactory();

        assertThat(factory.getId()).isEqualTo("access_token");
        assertThat(factory.order()).isPositive();
        assertThat(factory.create(session.model())).isInstanceOf(OneApiIntrospection.class);
    }

    private OneApiIntrospection introspection() {
        return new OneApiIntrospection(session.model());
    }
}
