package io.github.permissionscopes.fake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/** The users of a realm. The service account of a client is the user of its client ID. */
final class FakeUsers {

    private final Map<String, UserModel> users = new HashMap<>();
    private final Map<String, UserConsentModel> consents = new HashMap<>();
    private final List<String> written = new ArrayList<>();

    UserModel add(String name, RoleModel... roles) {
        Set<String> requiredActions = new LinkedHashSet<>();
        UserModel user = Fake.of(UserModel.class)
                .with("getId", "user:" + name)
                .with("getUsername", name)
                .with("isEnabled", true)
                .get("getRoleMappingsStream", () -> Arrays.stream(roles))
                .get("getGroupsStream", Stream::empty)
                .get("getRequiredActionsStream", () -> Stream.of(requiredActions.toArray(String[]::new)))
                .on("addRequiredAction", arguments -> requiredActions.add((String) arguments[0]))
                .on("removeRequiredAction", arguments -> requiredActions.remove((String) arguments[0]))
                .make();
        users.put(name, user);
        return user;
    }

    /** By the id of the user. */
    Map<String, UserConsentModel> consents() {
        return consents;
    }

    List<String> writtenConsents() {
        return written;
    }

    UserProvider provider() {
        return Fake.of(UserProvider.class)
                .on("getServiceAccount", arguments -> users.get(((ClientModel) arguments[0]).getClientId()))
                .on("getUserById", arguments -> users.get(((String) arguments[1]).replaceFirst("^user:", "")))
                .on("getUserByUsername", arguments -> users.get((String) arguments[1]))
                .on("getConsentByClient", arguments -> consents.get((String) arguments[1]))
                .on("updateConsent", arguments -> {
                    written.add((String) arguments[1]);
                    return consents.put((String) arguments[1], (UserConsentModel) arguments[2]);
                })
                .make();
    }
}
