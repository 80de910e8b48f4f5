package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;

/**
 * Reads and compares two flags of a client scope: whether tokens name it and whether the consent page shows it. In
 * Keycloak a missing attribute means true.
 */
final class Shown {

    private static final String IN_TOKENS = ClientScopeModel.INCLUDE_IN_TOKEN_SCOPE;
    private static final String ON_CONSENT_PAGE = ClientScopeModel.DISPLAY_ON_CONSENT_SCREEN;

    private Shown() {}

    /** @return the definition with the flags that are off in the realm */
    static ScopeDefinition asItIs(DraftScope scope, ScopeDefinition definition) {
        return definition.shown(isOn(scope, IN_TOKENS) ? null : false, isOn(scope, ON_CONSENT_PAGE) ? null : false);
    }

    /** @return the attributes to write, with their values. A flag that the definition leaves out is turned on */
    static Map<String, String> differences(DraftScope scope, ScopeDefinition definition) {
        Map<String, String> differences = new LinkedHashMap<>();
        compare(scope, IN_TOKENS, definition.includeInTokenScope(), differences);
        compare(scope, ON_CONSENT_PAGE, definition.displayOnConsentScreen(), differences);
        return differences;
    }

    /** @return whether the {@code scope} claim of tokens names it */
    static boolean isInTokens(DraftScope scope) {
        return isOn(scope, IN_TOKENS);
    }

    static boolean isOnConsentPage(DraftScope scope) {
        return isOn(scope, ON_CONSENT_PAGE);
    }

    private static void compare(
            DraftScope scope, String attribute, @Nullable Boolean said, Map<String, String> differences) {
        boolean wanted = said == null || said;
        if (isOn(scope, attribute) != wanted) {
            differences.put(attribute, String.valueOf(wanted));
        }
    }

    private static boolean isOn(DraftScope scope, String attribute) {
        String value = scope.attribute(attribute);
        return value == null || Boolean.parseBoolean(value);
    }
}
