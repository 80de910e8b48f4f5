package io.github.permissionscopes.enforce.grant;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * An authorization code as Keycloak stores it ({@code OAuth2CodeParser.persistCode}): the code is {@code
 * <id>.<user session>.<client>}, and its data are a single-use object.
 *
 * @param data what is stored, unchanged
 */
record StoredCode(String key, Map<String, String> data, AuthenticatedClientSessionModel clientSession) {

    private static final String SCOPE = "scope";

    // With a prefix in 26.7, without one before. The ids are random, so a key is never taken for another.
    private static final String[] KEY_PREFIXES = {"code:", ""};

    /**
     * @param code the form parameter; may be null
     * @return the code without using it up; empty where Keycloak will refuse it, or where it belongs to another client
     */
    static Optional<StoredCode> find(KeycloakSession session, ClientModel client, String code) {
        String[] parts = code == null ? new String[0] : code.split("\\.", 3);
        if (parts.length < 3 || !client.getId().equals(parts[2])) {
            return Optional.empty();
        }
        UserSessionModel userSession = session.sessions().getUserSession(client.getRealm(), parts[1]);
        AuthenticatedClientSessionModel clientSession =
                userSession == null ? null : userSession.getAuthenticatedClientSessionByClient(client.getId());
        if (clientSession == null || userSession.getUser() == null) {
            return Optional.empty();
        }
        for (String prefix : KEY_PREFIXES) {
            Map<String, String> data = session.singleUseObjects().get(prefix + parts[0]);
            if (data != null) {
                return Optional.of(new StoredCode(prefix + parts[0], data, clientSession));
            }
        }
        return Optional.empty();
    }

    /** May be null: the login asked for no scope. */
    String scope() {
        return data.get(SCOPE);
    }

    UserModel user() {
        return clientSession.getUserSession().getUser();
    }

    /** At once, not at commit: Keycloak takes the code out of the store later in this same request. */
    void replaceScope(KeycloakSession session, String scope) {
        Map<String, String> narrowed = new HashMap<>(data);
        narrowed.put(SCOPE, scope);
        session.singleUseObjects().replace(key, narrowed);
    }
}
