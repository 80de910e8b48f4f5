package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTargetTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final FakeSession session = new FakeSession(realm)
            .from(realm.client("app", realm.scope("read:contacts", realm.role("contacts-api", "read:contacts"))));

    @ParameterizedTest
    @CsvSource({"resource, contacts-api, contacts-api", "audience, contacts-api, contacts-api", "scope, contacts-api, "
    })
    void isTheApiThatIsNamed(String parameter, String name, String api) {
        TokenTarget target = new TokenTarget(Requests.of(session.with(parameter, name)));

        assertThat(target.asked().map(TargetApi::clientId)).isEqualTo(Optional.ofNullable(api));
        assertThat(target.askedOfPostProcessor(target.names()).map(TargetApi::clientId))
                .isEqualTo(Optional.ofNullable(api));
        assertThat(target.granted(Optional.of("contacts-api")).map(TargetApi::clientId))
                .contains("contacts-api");
    }

    @Test
    void isNoOther() {
        TokenTarget target = new TokenTarget(Requests.of(session.with("resource", "nobody")));

        assertThatThrownBy(target::asked).isInstanceOf(InvalidTarget.class);
        assertThatThrownBy(() -> target.askedOfPostProcessor(target.names())).isInstanceOf(InvalidTarget.class);
        assertThatThrownBy(() -> target.askedOfPostProcessor(List.of("nobody"))).isInstanceOf(InvalidTarget.class);
    }

    /** In whose middle a client credentials grant may run. */
    @Test
    void isNoneInAUmaGrant() {
        session.with("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket")
                .with("audience", "nobody");

        assertThat(new TokenTarget(Requests.of(session)).asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"enforce, app, true", "report, app, false", "enforce, plain, false", "enforce, , true"})
    void isRefusedInAGrantThatHasNone(String mode, String client, boolean refused) {
        realm.client("plain", realm.scope("email"));
        realm.setting("mode", mode);
        session.with("resource", "contacts-api")
                .from(client == null ? null : realm.model().getClientByClientId(client));
        TokenTarget target = new TokenTarget(Requests.of(session));

        if (refused) {
            assertThatThrownBy(target::none)
                    .isInstanceOf(InvalidTarget.class)
                    .hasMessage("This grant issues no token for one resource");
        } else {
            assertThatCode(target::none).doesNotThrowAnyException();
        }
    }

    @Test
    void isNotRefusedWhereNothingIsNamed() {
        assertThatCode(new TokenTarget(Requests.of(session))::none).doesNotThrowAnyException();
    }

    @Test
    void isResolvedForTheIssuerOfAJwtGrant() {
        GrantRequest request = Requests.of(session.with("resource", "contacts-api"));

        JwtAuthorizationGrant.resolveTarget(request);

        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("contacts-api");
    }
}
