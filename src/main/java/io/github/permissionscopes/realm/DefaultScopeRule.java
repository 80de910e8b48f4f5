package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Map;

/**
 * For which default scopes the rule is. Many realms map roles to default scopes only to limit the roles in tokens, and Keycloak
 * adds such a scope whatever is asked for. So the rule is for those only of which somebody has said so, by an attribute of ours
 * that is not our own mark.
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
