package io.github.permissionscopes.realm;

import java.util.Set;
import org.keycloak.models.ClientScopeModel;

/** What Keycloak itself makes of a scope when it writes a token, whatever this product says. */
public final class KeycloaksCheck {

    private KeycloaksCheck() {}

    /**
     * As {@code DefaultClientSessionContext.isClientScopePermittedForUser}, the same in 26.0 to 26.7: a role is mapped to the
     * scope, and the subject holds neither one of the mapped roles nor any part of one.
     *
     * @param held ids of all roles that the subject holds
     */
    public static boolean leavesOut(ClientScopeModel scope, Set<String> held) {
        Set<String> opening = ScopeRules.openedBy(scope);
        return !opening.isEmpty() && opening.stream().noneMatch(held::contains);
    }
}
