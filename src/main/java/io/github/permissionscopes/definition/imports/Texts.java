package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.resource.ResourceUri;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts texts of an imported document into a form that a bundle accepts, with a remark about each change. */
final class Texts {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}]");

    /** A possessive quantifier keeps the matching of long runs of spaces linear. */
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}]++");

    private Texts() {}

    /** @return the text as one line of at most that length; null if there is no text */
    static @Nullable String line(Place place, int longest) {
        String text = place.anyText();
        if (text == null || text.isBlank()) {
            return null;
        }
        String line = GAP.matcher(text.strip())
                .replaceAll(gap -> CONTROL.matcher(gap.group()).find() ? " " : gap.group());
        if (!line.equals(text.strip())) {
            place.remark("Line breaks and control characters became spaces.");
        }
        String fitting = PageText.fitting(line, longest);
        if (!fitting.equals(line)) {
            place.remark("Shortened to the " + longest + " characters that can be stored.");
        }
        return fitting;
    }

    /** @return whether Keycloak accepts it as the name of a role, a client or a group */
    static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= DefinitionLimits.LONGEST_NAME
                && !CONTROL.matcher(name).find();
    }

    /** @return whether a definition accepts it as an identifier */
    static boolean isIdentifier(String text) {
        return text.length() <= DefinitionLimits.LONGEST_IDENTIFIER
                && !CONTROL.matcher(text).find()
                && ResourceUri.isTakenByKeycloak(text);
    }
}
