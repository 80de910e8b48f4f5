package io.github.permissionscopes.console;

import io.github.permissionscopes.definition.FieldError;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Errors in the words of the form. */
final class PageMessage {

    private static final Pattern SCOPE = Pattern.compile("/scopes/(\\d+)(/.*)?");

    private static final Map<String, String> FIELDS = Map.of(
            "/clientId", "Client ID",
            "/name", "Name",
            "/identifier", "Identifier",
            "/refusal", "Enforcement",
            "/scopes", "Scopes");

    private PageMessage() {}

    /** @param rows the scopes of the form, to name the one at fault */
    static String of(List<FieldError> errors, List<ScopeRow> rows) {
        return errors.stream()
                .map(error -> where(error.field(), rows) + error.message())
                .collect(Collectors.joining(" "));
    }

    private static String where(String field, List<ScopeRow> rows) {
        Matcher scope = SCOPE.matcher(field);
        if (scope.matches()) {
            int index = Integer.parseInt(scope.group(1));
            return "Scope \"" + (index < rows.size() ? rows.get(index).key() : index + 1) + "\": ";
        }
        return FIELDS.containsKey(field) ? FIELDS.get(field) + ": " : "";
    }
}
