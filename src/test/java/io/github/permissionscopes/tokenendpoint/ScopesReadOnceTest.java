package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/** What Keycloak reads hundreds of times in a token request is read once. */
class ScopesReadOnceTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final ClientScopeModel email = realm.scope("email");
    private final ClientScopeModel phone = realm.scope("phone");
    private final List<Boolean> reads = new ArrayList<>();
    private final ClientModel client = Fake.of(ClientModel.class)
            .with("getId", "id")
            .with("getClientId", "app")
            .with("addClientScope", null)
            .on("getClientScopes", arguments -> {
                reads.add((Boolean) arguments[0]);
                return (boolean) arguments[0] ? Map.of("email", email) : Map.of("phone", phone);
            })
            .on("getSecret", arguments -> {
                throw new IllegalStateException("the vault is closed");
            })
            .make();
    private final ClientModel once = ScopesReadOnce.of(client);

    @Test
    void readsEachKindOnce() {
        for (int round = 0; round < 3; round++) {
            assertThat(once.getClientScopes(true)).containsExactly(Map.entry("email", email));
            assertThat(once.getClientScopes(false)).containsExactly(Map.entry("phone", phone));
        }

        assertThat(reads).containsExactly(true, false);
    }

    @Test
    void givesEachCallerItsOwn() {
        once.getClientScopes(true).putAll(once.getClientScopes(false));

        assertThat(once.getClientScopes(true)).containsOnlyKeys("email");
    }

    @Test
    void readsAgainAfterAChange() {
        once.getClientScopes(true);
        once.addClientScope(phone, true);
        once.getClientScopes(true);

        assertThat(reads).containsExactly(true, true);
    }

    @Test
    void isTheClientOtherwise() {
        assertThat(once.getClientId()).isEqualTo("app");
        assertThat(once.hashCode()).isEqualTo(client.hashCode());
        assertThatThrownBy(once::getSecret).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"enforce, true", "report, false"})
    void isTheClientOfTheRequestWhileKeycloakWorks(String mode, boolean replaced) {
        realm.setting("mode", mode);
        ClientModel app = realm.client("app", realm.scope("read:contacts", realm.role("contacts-api", "read")));
        FakeSession session = new FakeSession(realm).from(app).with("scope", "read:contacts");
        OAuth2GrantType.Context context = session.context(session.event());
        List<ClientModel> seen = new ArrayList<>();
        OAuth2GrantType keycloaks = Fake.of(OAuth2GrantType.class)
                .on("process", arguments -> {
                    seen.add(context.getClient());
                    seen.add(context.getSession().getContext().getClient());
                    return Response.ok().build();
                })
                .make();

        new ScopeCheckedGrantType(keycloaks, request -> {}).process(context);

        assertThat(seen).hasSize(2).allSatisfy(one -> {
            assertThat(one).isEqualTo(app);
            assertThat(one != app).isEqualTo(replaced);
        });
        assertThat(context.getClient()).isSameAs(app);
        assertThat(context.getSession().getContext().getClient()).isSameAs(app);
    }
}
