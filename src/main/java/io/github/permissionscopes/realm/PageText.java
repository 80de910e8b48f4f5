package io.github.permissionscopes.realm;

import java.util.regex.Pattern;

/**
 * A text that Keycloak shows on its pages: what a scope says on the consent page, the name of a client.
 *
 * <p>Keycloak takes all that begins with <code>${</code> and ends with <code>}</code> for the key of a message, and formats
 * what it does not find ({@code AdvancedMessageFormatterMethod}): of <code>${base}/items/{id}</code>, which is no key, comes
 * an exception, and a page that answers with 500. A space at the end keeps Keycloak from it, in all themes and versions, and
 * nobody sees it.
 */
public final class PageText {

    /** What {@code java.text.MessageFormat} leaves as it is. The templates of the product's own pages have the same. */
    private static final Pattern KEY = Pattern.compile("\\$\\{[^{}']+}");

    private static final String GUARD = " ";

    private PageText() {}

    /** @return how a text is stored, so that pages show it as it was written; null for null */
    public static String stored(String written) {
        return written != null && isMistaken(written) ? written + GUARD : written;
    }

    /** @return what was written, of what is stored; null for null */
    public static String written(String stored) {
        if (stored == null || !stored.endsWith(GUARD)) {
            return stored;
        }
        String text = stored.substring(0, stored.length() - GUARD.length());
        return isMistaken(text) ? text : stored;
    }

    /** @return the text, or its beginning, that is stored in so many characters; without half of one that takes two */
    public static String fitting(String written, int longest) {
        String beginning = beginning(written, longest);
        return stored(beginning).length() > longest ? beginning(written, longest - 1) : beginning;
    }

    private static String beginning(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** @return whether Keycloak takes the text for the key of a message, and fails */
    public static boolean isMistaken(String text) {
        return text.startsWith("${") && text.endsWith("}") && !KEY.matcher(text).matches();
    }
}
