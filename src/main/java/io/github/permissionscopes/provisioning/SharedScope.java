package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;

/** Compares the definition of one API with a scope that another API owns. */
final class SharedScope {

    private SharedScope() {}

    /**
     * @return the fields in which the definition differs from the scope, with the scope's value, null for none. A field
     *     is a JSON pointer relative to the scope's definition
     */
    static Map<String, @Nullable String> differences(DraftScope scope, ScopeDefinition definition) {
        Map<String, @Nullable String> differences = new LinkedHashMap<>();
        String text = PageText.written(scope.attribute(ClientScopeModel.CONSENT_SCREEN_TEXT));
        if (definition.description() != null
                && !orEmpty(PageText.written(definition.description())).equals(orEmpty(text))) {
            differences.put("/description", text);
        }
        if (definition.match() != null && Match.of(definition.match()) != scope.match()) {
            differences.put("/match", scope.attribute(PermissionScopes.MATCH));
        }
        compare(
                "/autoGrant",
                definition.autoGrant(),
                Boolean.parseBoolean(scope.attribute(PermissionScopes.AUTO_GRANT)),
                differences);
        String level = scope.minimumAcr().orElse("");
        if (definition.minimumAcr() != null && !definition.minimumAcr().strip().equals(level)) {
            differences.put("/minimumAcr", Objects.equals(level, "") ? null : level);
        }
        compare("/realmOptional", definition.realmOptional(), scope.inRealm().isOptional(), differences);
        compare("/includeInTokenScope", definition.includeInTokenScope(), Shown.isInTokens(scope), differences);
        compare(
                "/displayOnConsentScreen",
                definition.displayOnConsentScreen(),
                Shown.isOnConsentPage(scope),
                differences);
        return differences;
    }

    /** @return whether the API's {@code realmOptional} applies to this scope and differs from the scope's */
    static boolean differs(DraftScope scope, ScopeDefinition definition, ApiDefinition api) {
        return definition.realmOptional() == null
                && api.realmOptional() != null
                && api.realmOptional() != scope.inRealm().isOptional();
    }

    /**
     * @return whether the definition of a scope that does not exist yet states something that only the owner can state
     */
    static boolean isDescribed(ScopeDefinition definition) {
        return definition.includeInTokenScope() != null
                || definition.displayOnConsentScreen() != null
                || definition.roles() != null
                        && definition.roles().stream().anyMatch(role -> role.kind() != RoleReference.Kind.OWN);
    }

    private static void compare(
            String field, @Nullable Boolean said, boolean is, Map<String, @Nullable String> differences) {
        if (said != null && said != is) {
            differences.put(field, String.valueOf(is));
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
