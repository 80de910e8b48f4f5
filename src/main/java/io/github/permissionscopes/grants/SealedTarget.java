package io.github.permissionscopes.grants;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * The API that a request named, on its way to the login that it starts. Keycloak keeps it among the client's own
 * parameters, one of which may have the same name, so it is sealed.
 */
public final class SealedTarget {

    private SealedTarget() {}

    public static String seal(KeycloakSession session, ClientModel client, String name) {
        return new SealedGrant(TargetInScope.add(ScopeList.EMPTY, TargetApi.unknown(name)), 0)
                .seal(session, client.getRealm(), client.getId())
                .toString();
    }

    /**
     * @param kept null for none
     * @return the name; empty if {@link #seal} did not create this value
     */
    public static Optional<String> open(KeycloakSession session, ClientModel client, String kept) {
        return SealedGrant.open(session, client.getRealm(), ScopeList.parse(kept), client.getId())
                .flatMap(named -> TargetInScope.in(named.scopes()));
    }
}
