package io.github.permissionscopes.realm;

import java.util.regex.Pattern;

/**
 * A text that Keycloak shows on its pages, such as the consent text of a scope or the name of a client.
 *
 * <p>Keycloak takes a text that begins with <code>${</code> and ends with <code>}</code> for the key of a message. A
 * key without a message is used as a format ({@code AdvancedMessageFormatterMethod}), so
 * <code>${base}/items/{id}</code> causes an exception, and the page fails with status 500. A trailing space prevents
 * this in all themes and versions, and is invisible.
 */
public final class PageText {

    /**
     * What {@code java.text.MessageFormat} leaves unchanged. The templates of the product's pages contain the same
     * pattern.
     */
    private static final Pattern KEY = Pattern.compile("\\$\\{[^{}']+}");

    private static final String GUARD = " ";

    private PageText() {}

    /** @return the form in which a text is stored, so that pages show it unchanged; null for null */
    public static String stored(String written) {
        return written != null && isMistaken(written) ? written + GUARD : written;
    }

    /** @return the original text of a stored one; null for null */
    public static String written(String stored) {
        if (stored == null || !stored.endsWith(GUARD)) {
            return stored;
        }
        String text = stored.substring(0, stored.length() - GUARD.length());
        return isMistaken(text) ? text : stored;
    }

    /**
     * @return the text, or its beginning, whose stored form has at most this many characters; surrogate pairs are not
     *     split
     */
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
