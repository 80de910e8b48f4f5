package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * One page of the holders of a permission.
 *
 * @param permission the role
 * @param first how many holders are skipped before this page
 * @param max the maximum number of holders on it
 * @param more whether others follow
 */
public record HoldersPage(PathStep permission, int first, int max, boolean more, List<Entry> holders) {

    /**
     * One holder.
     *
     * @param serviceAccountOf client ID of the client whose service account this is; null for a person
     * @param path the shortest path from the user to the permission, including both
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
