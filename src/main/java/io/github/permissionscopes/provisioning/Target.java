package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.server.Database;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Finds Keycloak's objects for the objects of a draft, in the transaction that writes. Both have the same ids; names
 * are only used in error messages.
 */
final class Target {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Map<String, ClientModel> clients = new HashMap<>();
    private final Map<String, ClientScopeModel> scopes = new HashMap<>();
    private final Map<String, RoleModel> roles = new HashMap<>();
    private final Map<String, GroupModel> groups = new HashMap<>();
    private final NewScopes newScopes;

    Target(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.newScopes = new NewScopes(Database.of(session));
    }

    KeycloakSession session() {
        return session;
    }

    RealmModel realm() {
        return realm;
    }

    ClientModel client(String id, String clientId) {
        return found(clients, id, clientId, realm::getClientById);
    }

    /** Models of scopes that were looked up before are not kept; see {@link NewScopes}. */
    void create(String scopeId, String name, String protocol) {
        scopes.clear();
        realm.addClientScope(scopeId, name).setProtocol(protocol);
        newScopes.created(scopeId);
    }

    ClientScopeModel scope(String id, String name) {
        newScopes.remember();
        return found(scopes, id, name, realm::getClientScopeById);
    }

    RoleModel role(String id, String label) {
        return found(roles, id, label, realm::getRoleById);
    }

    GroupModel group(String id, String path) {
        return found(groups, id, path, realm::getGroupById);
    }

    /** @throws ConflictException if the object has been deleted since the draft was read */
    private static <T> T found(Map<String, T> known, String id, String name, Function<String, T> find) {
        T found = known.computeIfAbsent(id, find);
        if (found == null) {
            throw new ConflictException("", "Somebody else has deleted \"" + name + "\" at the same time. Plan again.");
        }
        return found;
    }
}
