package io.github.permissionscopes.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;

/**
 * The fields of an API that the console's page shows and edits. No field is null; a missing value is an empty text.
 *
 * @param enforcement {@link #AS_THE_REALM}, or the API's stricter refusal
 */
record ApiEntry(String clientId, String name, String identifier, String enforcement, List<ScopeRow> scopes) {

    static final String CLIENT_ID = "clientId";
    static final String NAME = "name";
    static final String IDENTIFIER = "identifier";
    static final String ENFORCEMENT = "enforcement";
    static final String SCOPES = "scopes";

    /** An option of the enforcement field; the console shows options untranslated. */
    static final String AS_THE_REALM = "as the realm";

    /** The refusal that is never stricter than the realm's. */
    private static final String STRIP = "strip";

    private static final ObjectMapper JSON = new ObjectMapper();

    ApiEntry {
        clientId = clientId == null ? "" : clientId.strip();
        name = name == null ? "" : name.strip();
        identifier = identifier == null ? "" : identifier.strip();
        enforcement = enforcement == null || enforcement.isBlank() ? AS_THE_REALM : enforcement;
        scopes = List.copyOf(scopes);
    }

    static ApiEntry of(ApiDefinition api) {
        return new ApiEntry(
                api.clientId(),
                orEmpty(api.name()),
                orEmpty(api.identifier()),
                api.refusal() == null || STRIP.equals(api.refusal()) ? AS_THE_REALM : api.refusal(),
                rows(api));
    }

    /** @throws InvalidDefinitionException if the scopes are not in the format in which the console stores them */
    static ApiEntry of(ComponentModel form) {
        String scopes = form.get(SCOPES);
        try {
            return new ApiEntry(
                    form.get(CLIENT_ID),
                    form.get(NAME),
                    form.get(IDENTIFIER),
                    form.get(ENFORCEMENT),
                    scopes == null || scopes.isBlank() ? List.of() : rows(JSON.readValue(scopes, ScopeRow[].class)));
        } catch (JsonProcessingException e) {
            throw noRows();
        }
    }

    private static List<ScopeRow> rows(@Nullable ScopeRow @Nullable [] read) {
        if (read == null || Arrays.asList(read).contains(null)) {
            throw noRows();
        }
        return List.of(read);
    }

    private static InvalidDefinitionException noRows() {
        return new InvalidDefinitionException("/scopes", "A list of names and descriptions is expected here.");
    }

    /** @return the values of the component, which the form shows */
    Map<String, String> values() {
        return Map.of(
                CLIENT_ID,
                clientId,
                NAME,
                name,
                IDENTIFIER,
                identifier,
                ENFORCEMENT,
                enforcement,
                SCOPES,
                json(scopes));
    }

    /**
     * @param present the API's current definition; null if there is none
     * @return the definition that changes the API into what the form says. Values that the form does not show are left
     *     out and so stay; values that were emptied are removed
     * @throws InvalidDefinitionException if it is not clear whether a scope was renamed
     */
    ApiDefinition definition(@Nullable ApiDefinition present) {
        ApiDefinition is =
                present == null ? new ApiDefinition(clientId, null, null, null, null, null, List.of()) : present;
        List<ScopeRow> before = rows(is);
        Map<String, String> renamed = RenamedRows.of(before, scopes);
        Map<String, ScopeDefinition> byName =
                is.scopes().stream().collect(Collectors.toMap(ScopeDefinition::name, scope -> scope));
        return new ApiDefinition(
                clientId,
                text(name, is.name()),
                text(identifier, is.identifier()),
                refusal(is.refusal()),
                null,
                null,
                scopes.stream()
                        .map(row -> scope(row, byName, renamed.get(row.key())))
                        .toList());
    }

    private static ScopeDefinition scope(ScopeRow row, Map<String, ScopeDefinition> byName, @Nullable String oldName) {
        ScopeDefinition is =
                byName.getOrDefault(oldName == null ? row.key() : oldName, ScopeDefinition.of(row.key(), null));
        return new ScopeDefinition(
                        row.key(), text(row.value(), is.description()), null, null, null, null, null, oldName)
                .shown(is.includeInTokenScope(), is.displayOnConsentScreen());
    }

    private static List<ScopeRow> rows(ApiDefinition api) {
        return api.scopes().stream()
                .map(scope -> new ScopeRow(scope.name(), orEmpty(scope.description())))
                .toList();
    }

    private @Nullable String refusal(@Nullable String is) {
        if (enforcement.equals(AS_THE_REALM)) {
            return is == null || is.equals(STRIP) ? null : "";
        }
        // A value that was set elsewhere is kept, whatever it is.
        return enforcement.equals(is) ? null : enforcement;
    }

    /** @return the wanted text; null, which changes nothing, if both are empty */
    private static @Nullable String text(String wanted, @Nullable String is) {
        return wanted.isEmpty() && (is == null || is.isEmpty()) ? null : wanted;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String json(List<ScopeRow> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
