package io.github.permissionscopes.console;

import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.provisioning.Change;
import io.github.permissionscopes.provisioning.Change.Operation;
import io.github.permissionscopes.provisioning.Left;
import io.github.permissionscopes.provisioning.Plan;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates errors of definitions into messages that use the labels of the page's form. */
final class PageMessage {

    private static final Pattern SCOPE = Pattern.compile("/scopes/(\\d+)(/.*)?");

    private static final Map<String, String> FIELDS = Map.of(
            "/clientId", "Client ID",
            "/name", "Name",
            "/identifier", "Identifier",
            "/refusal", "Enforcement",
            "/scopes", "Scopes");

    private static final int MOST_NAMED = 20;

    private PageMessage() {}

    /** @param rows the scopes of the form, by which the scope with the error is named */
    static String of(List<FieldError> errors, List<ScopeRow> rows) {
        return errors.stream()
                .map(error -> where(error.field(), rows) + error.message())
                .collect(Collectors.joining(" "));
    }

    /** @return the message for a deletion after which something stays */
    static String of(Plan made) {
        String deleted = names(made.changes().stream()
                .filter(change -> change.operation() == Operation.DELETE)
                .map(Change::name));
        String left = names(made.left().stream().map(Left::name));
        return (deleted.isEmpty() ? "Nothing was deleted. " : "Deleted: " + deleted + ". ")
                + "What was not made by a definition or here stays, and what it needs: " + left + ".";
    }

    private static String names(Stream<String> names) {
        List<String> all = names.distinct().toList();
        return all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (all.size() > MOST_NAMED ? ", and " + (all.size() - MOST_NAMED) + " more" : "");
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
