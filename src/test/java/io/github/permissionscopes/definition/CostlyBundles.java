package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Definitions that may cost much, or seem to. */
final class CostlyBundles {

    private CostlyBundles() {}

    static Stream<Document> documents() {
        String parts = "a.".repeat(20_000);
        String digits = "7".repeat(1_000_000);
        return Stream.of(
                json("a key twice that looks like a class", bundle("\"`" + parts + "\":1,\"`" + parts + "\":1")),
                json("an unknown key that looks like a class", bundle("\"`" + parts + "b\":1")),
                json("a value that looks like a class", bundle("\"apis\":\"`" + parts + "\"")),
                json("a token that looks like a class", bundle("\"apis\":`" + parts)),
                json("many quotes", bundle("\"apis\":\"" + "`a.".repeat(30_000) + "\"")),
                json("a long number", bundle("\"apis\":" + digits)),
                json("a large exponent", bundle("\"apis\":1e" + "9".repeat(900))),
                json("a long name", bundle("\"" + "x".repeat(100_000) + "\":1")),
                json("many values", "[" + "[],".repeat(1_100_000) + "1]"),
                json("many empty objects", "{\"apis\":[" + "{},".repeat(999_000) + "{}]}"),
                json("a deep list", "[".repeat(500_000)),
                json("a deep object", "{\"a\":".repeat(100_000)),
                json("many errors", "{\"apis\":[" + "{\"clientId\":\"\",\"clients\":[\"\"]},".repeat(100_000) + "{}]}"),
                json(
                        "many errors under a long name",
                        "{\"roles\":[{\"name\":\"a\",\"permissions\":{\"" + "x".repeat(1_900) + "\":["
                                + "\"\",".repeat(300_000) + "\"\"]}}]}"),
                json("a long path", "{\"groups\":[{\"path\":\"" + "/a".repeat(1_000_000) + "\"}]}"),
                yaml("a long number", "apis: !!int " + digits),
                yaml("a number to the base of sixty", "apis: !!int " + "1:".repeat(100_000) + "1"),
                yaml("a float", "apis: !!float 1e" + digits),
                yaml("bytes", "apis: !!binary " + "a".repeat(1_000_000)),
                yaml("a deep list", "[".repeat(500_000)),
                yaml("a deep list of another kind", "- ".repeat(500_000)),
                yaml("deep keys", "? ".repeat(500_000)),
                yaml("many values", "[" + "[],\n".repeat(1_100_000) + "1]"),
                yaml("a long word", "x".repeat(15_000_000)),
                yaml("a long comment", "# " + "x ".repeat(7_000_000)),
                yaml("a long anchor", "&" + "x".repeat(15_000_000) + " a"),
                yaml(
                        "a long value many times",
                        "a: &a " + "x".repeat(90_000) + "\nb: [" + "*a,\n".repeat(100_000) + "1]"),
                yaml("lists of lists", "a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]"),
                yaml("a list in itself", "&a [*a]"),
                yaml(
                        "a billion laughs",
                        laughs("[" + "x,".repeat(9) + "x]", "[%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s]")),
                yaml("a billion mappings", laughs("{k: v}", "{a: %1$s, b: %1$s, c: %1$s, d: %1$s, e: %1$s, f: %1$s}")),
                yaml(
                        "mappings that take fields of many",
                        laughs("{k: v}", "{<<: [%1$s,%1$s,%1$s,%1$s], a: %1$s, b: %1$s}")),
                yaml("aliases in a row", laughs("[x]", "[%1$s]")),
                yaml(
                        "a large list many times",
                        "a: &a [" + "x,".repeat(9_000) + "x]\nb: [" + "*a,\n".repeat(100) + "x]"),
                yaml("a key twice", "a: 1\n" + "x".repeat(1_000_000) + ": 1\n"),
                yaml("many tags", "[" + "!<" + "x".repeat(1_000) + "> a,".repeat(10_000) + "a]"));
    }

    /** @return each level has the one before it so many times */
    static String laughs(String first, String next) {
        StringBuilder yaml = new StringBuilder("a0: &a0 " + first + "\n");
        for (int level = 1; level < 120; level++) {
            yaml.append("a%d: &a%d ".formatted(level, level))
                    .append(next.formatted("*a" + (level - 1) + " "))
                    .append('\n');
        }
        return yaml.toString();
    }

    static Document json(String name, String text) {
        return new Document("JSON: " + name, false, text, CostlyBundles::check);
    }

    static Document yaml(String name, String text) {
        return new Document("YAML: " + name, true, text, CostlyBundles::check);
    }

    static String bundle(String fields) {
        return "{" + fields + "}";
    }

    static void check(JsonNode tree) {
        DefinitionCheck.check(DefinitionReader.value(tree, Bundle.class));
    }
}
