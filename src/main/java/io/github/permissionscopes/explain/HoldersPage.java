package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Some of those who hold a permission.
 *
 * @param permission the role
 * @param first how many are left out before these
 * @param max how many there are at most
 * @param more whether there are others after these
 */
public record HoldersPage(PathStep permission, int first, int max, boolean more, List<Entry> holders) {

    /**
     * One who holds it.
     *
     * @param serviceAccountOf client id of the client whose service account this is; null for a person
     * @param path the shortest way from the user to the permission, both included
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(String id, String username, boolean enabled, String serviceAccountOf, List<PathStep> path) {}

    static Entry entry(RealmModel realm, UserModel user, List<PathStep> steps) {
        List<PathStep> path = new ArrayList<>();
        path.add(PathStep.of(user));
        path.addAll(steps);
        return new Entry(user.getId(), user.getUsername(), user.isEnabled(), client(realm, user), path);
    }

    private static String client(RealmModel realm, UserModel user) {
        String id = user.getServiceAccountClientLink();
        ClientModel client = id == null ? null : realm.getClientById(id);
        return client == null ? null : client.getClientId();
    }
}
