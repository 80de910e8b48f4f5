package io.github.permissionscopes.grants;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * What a request has named as its API, on its way to the login that it begins. Keycloak keeps it beside parameters of the
 * client's own, which may have our name too, so it stands under a seal.
 */
public final class SealedTarget {

    private SealedTarget() {}

    public static String seal(KeycloakSession session, ClientModel client, String name) {
        return new SealedGrant(TargetInScope.add(ScopeList.EMPTY, TargetApi.unknown(name)), 0)
                .seal(session, client.getRealm(), client.getId())
                .toString();
    }

    /**
     * @param kept null for nothing
     * @return the name, where {@link #seal} has made this
     */
    public static Optional<String> open(KeycloakSession session, ClientModel client, String kept) {
        return SealedGrant.open(session, client.getRealm(), ScopeList.parse(kept), client.getId())
                .flatMap(named -> TargetInScope.in(named.scopes()));
    }
}
