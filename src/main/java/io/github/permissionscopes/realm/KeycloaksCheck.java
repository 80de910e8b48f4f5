package io.github.permissionscopes.realm;

import java.util.Set;
import org.keycloak.models.ClientScopeModel;

/** Keycloak's own check of a scope when it builds a token, independent of this product. */
public final class KeycloaksCheck {

    private KeycloaksCheck() {}

    /**
     * As {@code DefaultClientSessionContext.isClientScopePermittedForUser}, the same in 26.0 to 26.7: leaves a scope
     * out if roles are mapped to it and the subject holds none of them nor any part of one.
     *
     * @param held ids of all roles that the subject holds
     */
    public static boolean leavesOut(ClientScopeModel scope, Set<String> held) {
        Set<String> opening = ScopeRules.openedBy(scope);
        return !opening.isEmpty() && opening.stream().noneMatch(held::contains);
    }
}
