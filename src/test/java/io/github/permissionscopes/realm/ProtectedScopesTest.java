package io.github.permissionscopes.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/** A client may have hundreds of optional scopes, which are not read where nothing has to be found among them. */
class ProtectedScopesTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final ClientScopeModel read = realm.scope("read:contacts", realm.role("contacts-api", "read:contacts"));
    private final ClientScopeModel email = realm.scope("email");
    private final ProtectedScopes scopes = ProtectedScopes.of(Fake.of(ClientModel.class)
            .on("getClientScopes", arguments -> {
                if ((boolean) arguments[0]) {
                    return Map.of("email", email);
                }
                throw new IllegalStateException("the optional scopes are read");
            })
            .with("getRegistrationToken", null)
            .make());

    @Test
    void ofIssuedTokensAreTheResolvedOnes() {
        assertThat(scopes.rulesOfIssued(ScopeList.parse("openid email read:contacts"), List.of(read, email)))
                .hasEntrySatisfying("read:contacts", rules -> assertThat(rules).hasSize(1))
                .hasEntrySatisfying("email", rules -> assertThat(rules).isEmpty());
    }

    @Test
    void areLookedUpIfKeycloakResolvedNone() {
        assertThatThrownBy(() -> scopes.rulesOfIssued(ScopeList.parse("read:contacts"), List.of()))
                .hasMessage("the optional scopes are read");
    }
}
