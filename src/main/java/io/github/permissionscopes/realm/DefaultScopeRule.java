package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Map;

/**
 * Decides which default scopes the rule applies to. Many realms map roles to default scopes only to limit the roles in
 * tokens, and Keycloak adds such a scope to every request. The rule therefore applies only to a default scope with an
 * attribute of the product that was set on purpose; the product's own mark does not count.
 */
public final class DefaultScopeRule {

    private DefaultScopeRule() {}

    /** @param attributes of a client scope; values may be null */
    public static boolean isFor(Map<String, String> attributes) {
        boolean marked = Boolean.parseBoolean(attributes.get(PermissionScopes.MARKED));
        return attributes.entrySet().stream()
                .filter(attribute -> attribute.getKey().startsWith(PermissionScopes.PREFIX))
                .filter(attribute ->
                        attribute.getValue() != null && !attribute.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(key -> !PermissionScopes.OWN_ATTRIBUTES.contains(key))
                .anyMatch(key -> !(marked && key.equals(PermissionScopes.PROTECTED)));
    }
}
