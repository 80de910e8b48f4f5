package io.github.permissionscopes.definition.imports;

/**
 * Something in an imported document that the bundle does not say, or says in another way.
 *
 * @param field JSON pointer (RFC 6901) into the imported document
 * @param what what stands there
 * @param why why it is not carried over, or what became of it, and what to do
 */
public record Remark(String field, String what, String why) {

    private static final int LONGEST = 1_000;

    /** Both may repeat what was written, which can be long. */
    public Remark {
        what = cut(what);
        why = cut(why);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
