package io.github.permissionscopes.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeList;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;

/** A request may be about two users: one of an enforcement point's ruling, and one whom Keycloak makes the token for after all. */
class LastRulingTest {

    @Test
    void countsForTheUserAndTheClientThatItIsAboutAndNobodyElse() {
        KeycloakSession session = session();
        ClientModel app = client("app");
        UserModel carl = model(UserModel.class, Map.of("getId", "carl"));
        UserModel anna = model(UserModel.class, Map.of("getId", "anna"));

        Authorizers.reporting(session, null).authorize(ScopeQuestion.renewal(app, carl, ScopeList.parse("openid")));
        RequestState state = RequestState.of(session);

        assertThat(state.lastRuling(app, carl)).isPresent();
        assertThat(state.lastRuling(app, anna)).isEmpty();
        assertThat(state.lastRuling(client("another"), carl)).isEmpty();
    }

    private static ClientModel client(String id) {
        RequiredActionProviderModel on = new RequiredActionProviderModel();
        on.setEnabled(true);
        on.setAlias(PermissionScopes.REQUIRED_ACTION_ID);
        RealmModel realm = model(RealmModel.class, Map.of("getRequiredActionProviderByAlias", on));
        return model(
                ClientModel.class,
                Map.of("getId", id, "getClientId", id, "getRealm", realm, "getClientScopes", Map.of()));
    }

    private static KeycloakSession session() {
        Map<String, Object> attributes = new HashMap<>();
        return (KeycloakSession) Proxy.newProxyInstance(
                LastRulingTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    default -> null;
                });
    }

    private static <T> T model(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
