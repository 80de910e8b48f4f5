package io.github.permissionscopes.realm;

import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** Finds an API by the name that a request gives it. */
public final class ApiLookup {

    /** Client attribute of an API's client: its identifier as a URL. Keycloak's own key. */
    private static final String RESOURCE_URL = "resource_url";

    private ApiLookup() {}

    /**
     * @param asking the client whose request it is
     * @param name a client ID, or the value of a client's attribute {@code resource_url}
     * @return the enabled client of that name. Where several have the URL, the one that a scope of the asking client
     *     belongs to counts; where that does not tell, there is none
     */
    public static Optional<ClientModel> find(ClientModel asking, String name) {
        ClientModel byId = asking.getRealm().getClientByClientId(name);
        if (byId != null) {
            return Optional.of(byId).filter(ClientModel::isEnabled);
        }
        // Keycloak takes only URIs for the attribute. Whatever is none saves a walk through the realm's clients, which
        // cannot be searched by this attribute (JpaClientProviderFactory).
        if (name.indexOf(':') < 0) {
            return Optional.empty();
        }
        return only(apisOf(asking), name).or(() -> only(asking.getRealm().getClientsStream(), name));
    }

    private static Optional<ClientModel> only(Stream<ClientModel> clients, String url) {
        return clients.filter(client -> url.equals(client.getAttribute(RESOURCE_URL)) && client.isEnabled())
                .limit(2)
                .map(Optional::of)
                .reduce((one, another) -> Optional.empty())
                .flatMap(found -> found);
    }

    private static Stream<ClientModel> apisOf(ClientModel client) {
        return Stream.of(true, false)
                .flatMap(defaults -> client.getClientScopes(defaults).values().stream())
                .flatMap(scope -> ProtectedScopes.requiredPermissions(scope).stream())
                .filter(RoleModel::isClientRole)
                .map(role -> (ClientModel) role.getContainer())
                .distinct();
    }
}
