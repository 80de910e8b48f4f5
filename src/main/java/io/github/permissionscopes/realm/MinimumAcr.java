package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeRule;
import java.util.Map;
import java.util.OptionalInt;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;

/** The minimum level of authentication that a client scope requires. */
public final class MinimumAcr {

    private MinimumAcr() {}

    /** @return whether the scope requires a level, even if the value is invalid */
    public static boolean isSet(ClientScopeModel scope) {
        String value = scope.getAttribute(PermissionScopes.MINIMUM_ACR);
        return value != null && !value.isBlank();
    }

    /** @return empty if none is required; {@link ScopeRule#UNREACHABLE} if the value is invalid */
    public static OptionalInt of(ClientScopeModel scope) {
        return isSet(scope)
                ? OptionalInt.of(level(scope.getRealm(), scope.getAttribute(PermissionScopes.MINIMUM_ACR))
                        .orElse(ScopeRule.UNREACHABLE))
                : OptionalInt.empty();
    }

    /**
     * @param acr a level as a whole number, or a name in the realm's mapping. A client's own mapping does not count,
     *     because whoever may edit it could lower the level
     * @return empty if it is neither
     */
    public static OptionalInt level(RealmModel realm, String acr) {
        String name = acr.strip();
        try {
            return valid(Integer.parseInt(name));
        } catch (NumberFormatException e) {
            Map<String, Integer> levels = AcrUtils.getAcrLoaMap(realm);
            Integer level = levels == null ? null : levels.get(name);
            return level == null ? OptionalInt.empty() : valid(level);
        }
    }

    private static OptionalInt valid(int level) {
        return level < 0 ? OptionalInt.empty() : OptionalInt.of(level);
    }
}
