package io.github.permissionscopes.apply;

import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.keycloak.models.ClientScopeModel;

/** What the definition of an API says of a scope that another API describes. */
final class SharedScope {

    private SharedScope() {}

    /** @return by the field's name what is said of the scope, null for nothing, where the definition says something else */
    static Map<String, String> differences(DraftScope scope, ScopeDefinition definition) {
        Map<String, String> differences = new LinkedHashMap<>();
        String text = PageText.written(scope.attribute(ClientScopeModel.CONSENT_SCREEN_TEXT));
        if (definition.description() != null
                && !orEmpty(PageText.written(definition.description())).equals(orEmpty(text))) {
            differences.put("description", text);
        }
        if (definition.match() != null && Match.of(definition.match()) != scope.match()) {
            differences.put("match", scope.attribute(PermissionScopes.MATCH));
        }
        boolean autoGrant = Boolean.parseBoolean(scope.attribute(PermissionScopes.AUTO_GRANT));
        if (definition.autoGrant() != null && definition.autoGrant() != autoGrant) {
            differences.put("autoGrant", String.valueOf(autoGrant));
        }
        String level = scope.minimumAcr().orElse("");
        if (definition.minimumAcr() != null && !definition.minimumAcr().strip().equals(level)) {
            differences.put("minimumAcr", Objects.equals(level, "") ? null : level);
        }
        return differences;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
