package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.resource.ResourceUri;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of a document, in the form that a bundle takes. What is changed is remarked. */
final class Texts {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}]");

    /** Possessive: what a run of spaces is followed by is looked at once, not from each of them. */
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}]++");

    private Texts() {}

    /** @return one line of at most that length; null where nothing stands there */
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

    /** @return whether Keycloak takes it as the name of a role, a client or a group */
    static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= DefinitionCheck.LONGEST_NAME
                && !CONTROL.matcher(name).find();
    }

    /** As a definition takes it. */
    static boolean isIdentifier(String text) {
        return text.length() <= DefinitionCheck.LONGEST_IDENTIFIER
                && !CONTROL.matcher(text).find()
                && ResourceUri.isTakenByKeycloak(text);
    }
}
