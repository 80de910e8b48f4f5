package io.github.permissionscopes.definition.imports;

/**
 * A remark about a part of an imported document that the bundle does not contain, or contains in another form.
 *
 * @param field JSON pointer (RFC 6901) into the imported document
 * @param what the part of the document
 * @param why the reason why it is not carried over, or what became of it, and what to do
 */
public record Remark(String field, String what, String why) {

    private static final int LONGEST = 1_000;

    /** Shortens both texts: they may repeat values of the document, which can be long. */
    public Remark {
        what = cut(what);
        why = cut(why);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
