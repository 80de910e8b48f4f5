package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeRule;
import java.util.Map;
import java.util.OptionalInt;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;

/** The level of authentication that a client scope asks for. */
public final class MinimumAcr {

    private MinimumAcr() {}

    /** @return whether the scope asks for a level, be it one that can be read or not */
    public static boolean isSet(ClientScopeModel scope) {
        String value = scope.getAttribute(PermissionScopes.MINIMUM_ACR);
        return value != null && !value.isBlank();
    }

    /** @return empty where it asks for none; {@link ScopeRule#UNREACHABLE} where what it says is no level */
    public static OptionalInt of(ClientScopeModel scope) {
        return isSet(scope)
                ? OptionalInt.of(level(scope.getRealm(), scope.getAttribute(PermissionScopes.MINIMUM_ACR))
                        .orElse(ScopeRule.UNREACHABLE))
                : OptionalInt.empty();
    }

    /**
     * @param acr a level as a whole number, or a name that the realm's mapping knows. A client's own mapping does not
     *     count: who may write that could lower the level
     * @return empty where it is neither
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
