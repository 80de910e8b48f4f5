package io.github.permissionscopes.definition;

import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.resource.ResourceUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates single values of a definition: names, texts and identifiers. */
final class TextCheck {

    /** The production {@code scope-token} of RFC 6749 §3.3. */
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /**
     * Control characters, unpaired surrogates and Unicode line breaks: databases and browsers treat them differently.
     */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}]");

    private TextCheck() {}

    static void scopeName(Fields at, @Nullable String name) {
        name(at, name);
        if (name == null) {
            return;
        }
        if (!name.isEmpty()
                && name.length() <= DefinitionLimits.LONGEST_NAME
                && !SCOPE_TOKEN.matcher(name).matches()) {
            at.error(
                    "A scope consists of visible ASCII characters without space, quote and backslash (RFC 6749 §3.3).");
        }
        if (PageText.isMistaken(name)) {
            at.error(
                    "Keycloak would take this name for the key of a message, and its consent page would fail. Choose a name"
                            + " that does not begin with ${ and end with }.");
        }
        if (KeycloakScopes.contains(name)) {
            at.error("\"" + name
                    + "\" is one of Keycloak's own scopes. No definition can be about it; choose another name.");
        }
    }

    static void name(Fields at, @Nullable String name) {
        if (name == null || name.isBlank()) {
            at.error("A value is required here.");
        } else if (name.length() > DefinitionLimits.LONGEST_NAME) {
            at.error("At most " + DefinitionLimits.LONGEST_NAME + " characters; these are " + name.length()
                    + ". Keycloak cannot store more.");
        } else if (CONTROL.matcher(name).find()) {
            at.error("No control characters here.");
        }
    }

    static void text(Fields at, @Nullable String text, int longest) {
        if (text == null) {
            return;
        }
        int length = PageText.storedLength(text);
        if (length > longest) {
            at.error("At most " + longest + " characters; these are " + length + ".");
        }
        if (length <= longest && CONTROL.matcher(text).find()) {
            at.error("No control characters or line breaks here.");
        }
    }

    static void identifier(Fields at, @Nullable String identifier) {
        if (identifier == null || identifier.isEmpty()) {
            return;
        }
        text(at, identifier, DefinitionLimits.LONGEST_IDENTIFIER);
        if (identifier.length() > DefinitionLimits.LONGEST_IDENTIFIER) {
            return;
        }
        try {
            URI uri = new URI(identifier);
            if (!uri.isAbsolute() || uri.getRawFragment() != null) {
                at.error("An absolute URI without fragment is expected here (RFC 8707 §2), as in"
                        + " https://contacts.example.");
            } else if (!ResourceUri.isTakenByKeycloak(identifier)) {
                at.error(
                        "Keycloak takes no such URI in the parameter resource of a login, so applications could not name"
                                + " this API: no query, no other scheme without a slash than urn, as in urn:example:contacts, and no"
                                + " slash in a URN.");
            }
        } catch (URISyntaxException e) {
            at.error("This is not a URI"
                    + (e.getIndex() < 0
                            ? ""
                            : ": its character " + (e.getIndex() + 1) + " cannot stand there, or is missing")
                    + ".");
        }
    }

    static void names(Fields at, @Nullable List<String> names) {
        Set<String> seen = new HashSet<>();
        at.each(names, (field, name) -> {
            name(field, name);
            unique(field, name, seen);
        });
    }

    static void unique(Fields at, @Nullable String value, Set<String> seen) {
        if (value != null && !seen.add(value)) {
            at.error("\"" + value + "\" is here twice.");
        }
    }
}
