package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.KeycloakScopes;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of one imported API. Names are converted to valid scope tokens; scopes that cannot be imported become
 * remarks.
 */
final class ImportedScopes {

    /** Characters that {@code scope-token} (RFC 6749 §3.3) does not allow. */
    private static final Pattern FOREIGN = Pattern.compile("[^\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    private static final String SHARED =
            "Another API has it too, and client scopes have one list for the whole realm: both"
                    + " APIs have the scope, with the first one's description. Applications name the API (resource); where they do"
                    + " not, a user needs the permission of each of these APIs. Where one is to be enough, say match: any for"
                    + " this scope at the first one.";

    private final Map<String, ScopeDefinition> realm;
    private final Map<String, String> byName = new LinkedHashMap<>();
    private final Map<String, String> byFolded = new LinkedHashMap<>();
    private final List<ScopeDefinition> scopes = new ArrayList<>();

    /**
     * @param realm the scopes of all APIs of this import by their names in lower case; shared and extended by all
     *     instances
     */
    ImportedScopes(Map<String, ScopeDefinition> realm) {
        this.realm = realm;
    }

    /**
     * Adds the scope, or makes a remark why it cannot be added.
     *
     * @param place where the scope stands in the document
     * @param name the name in the document
     */
    void add(Place place, String name, @Nullable String description) {
        String token = FOREIGN.matcher(name.strip()).replaceAll("-");
        String folded = token.toLowerCase(Locale.ROOT);
        String why = refusal(name, token, folded);
        if (why != null) {
            place.remark("scope " + name, why);
            return;
        }
        if (!token.equals(name)) {
            place.remark(
                    "scope " + name,
                    "It became \"" + token + "\": a scope consists of visible ASCII characters without space, quote and"
                            + " backslash (RFC 6749 §3.3). An API that looks for the old name must be changed.");
        }
        ScopeDefinition scope = ScopeDefinition.of(token, description);
        ScopeDefinition first = realm.putIfAbsent(folded, scope);
        if (first != null) {
            place.remark("scope " + name, SHARED);
            scope = ScopeDefinition.of(token, null);
        }
        byFolded.put(folded, name);
        byName.put(name, token);
        scopes.add(scope);
    }

    /** @return why the scope is not carried over; null if it is */
    private @Nullable String refusal(String name, String token, String folded) {
        if (KeycloakScopes.contains(folded)) {
            return "Not carried over: Keycloak has a client scope of this name itself, which stays as it is.";
        }
        if (token.isEmpty() || token.length() > DefinitionLimits.LONGEST_NAME) {
            return "Not carried over: a scope has 1 to " + DefinitionLimits.LONGEST_NAME
                    + " characters in Keycloak. Give it another name.";
        }
        if (PageText.isMistaken(token)) {
            return "Not carried over: Keycloak's pages take a name between ${ and } for the key of a message. Give it another"
                    + " name.";
        }
        String same = byFolded.get(folded);
        if (name.equals(same)) {
            return "It is here twice; the first one counts.";
        }
        ScopeDefinition first = realm.get(folded);
        String other = same == null && first != null && !first.name().equals(token) ? first.name() : same;
        if (other != null) {
            return "Not carried over: it differs from \"" + other
                    + "\" only by case or by characters that a scope cannot have. People would mix them up; give it"
                    + " another name.";
        }
        return null;
    }

    /** @return the imported name of the scope that has this name in the document; null if there is none */
    @Nullable
    String named(String name) {
        return byName.get(name);
    }

    /** @return the imported names of the scopes */
    List<String> names() {
        return scopes.stream().map(ScopeDefinition::name).toList();
    }

    /** @throws io.github.permissionscopes.definition.InvalidDefinitionException if there are too many scopes */
    List<ScopeDefinition> in(Place place) {
        if (scopes.size() > DefinitionLimits.MOST_SCOPES) {
            throw place.error(
                    "An API has at most " + DefinitionLimits.MOST_SCOPES + " scopes; these are " + scopes.size() + ".");
        }
        return scopes;
    }
}
