package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.AccessToken;

/** Which API an exchanged token is for. That Keycloak obeys it: TokenExchangeIT. */
class TokenExchangeTargetTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.usual();

    private final TestExchange exchange = new TestExchange();
    private final FakeRealm realm = exchange.realm();
    private final FakeSession session = exchange.session();
    private final AccessToken token = exchange.token();

    @ParameterizedTest
    @CsvSource({
        "resource, contacts-api, contacts-api, contacts-api",
        "resource, events-api, events-api, events-api",
        "audience, contacts-api, contacts-api, contacts-api",
        "audience, https://contacts.example, contacts-api, ",
        "audience, https://nobody.example, , https://nobody.example"
    })
    void isForTheApiThatIsNamed(String parameter, String name, String api, String audience) {
        session.with(parameter, name);
        exchange.ask("read:contacts");

        GrantRequest request = exchange.enforced();

        assertThat(request.state().target().api().map(TargetApi::clientId)).isEqualTo(Optional.ofNullable(api));
        assertThat(request.parameter("scope")).isEqualTo("events-api".equals(api) ? " " : "read:contacts");
        assertThat(request.parameter("audience")).isEqualTo(parameter.equals("audience") ? audience : null);
    }

    @ParameterizedTest
    @CsvSource({"resource, nobody", "audience, legacy"})
    void isForNoApiOfOthers(String parameter, String name) {
        session.with(parameter, name);
        exchange.ask("read:contacts");

        assertThatThrownBy(exchange::enforced).isInstanceOf(InvalidTarget.class);
    }

    @Test
    void leavesSeveralAudiencesAndThoseOfLegacyExchangesToKeycloak() {
        session.with("audience", "contacts-api").with("audience", "events-api");
        exchange.ask("read:contacts");
        assertThat(exchange.enforced().state().target().api()).isEmpty();

        session.from(exchange.legacy()).form().putSingle("audience", "contacts-api");
        assertThat(exchange.enforced().state().target().api()).isEmpty();
    }

    /** To Keycloak only its client ID is an audience, and the token of one API has the identifier. */
    @ParameterizedTest
    @CsvSource({"contacts-api, true", "app, false"})
    void takesTheTokenOfAnApiThatExchangesItItself(String asking, boolean named) {
        token.audience("https://contacts.example");
        token.setOtherClaims("permission_scopes_api", "contacts-api");
        session.from(realm.model().getClientByClientId(asking));
        exchange.ask("openid");

        AccessToken subject = (AccessToken) session.token(exchange.enforced().parameter("subject_token"));

        assertThat(subject.hasAudience("contacts-api")).isEqualTo(named);
        assertThat(subject.hasAudience("https://contacts.example")).isTrue();
    }
}
