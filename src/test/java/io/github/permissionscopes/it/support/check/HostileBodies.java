package io.github.permissionscopes.it.support.check;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bodies that nobody means: correct ones, changed at random, and the worst that are known. The same ones for one seed.
 */
public final class HostileBodies {

    private static final int LONGEST = 300_000;

    private static final List<String> SEEDS = List.of(
            "{\"name\":\"Contacts\",\"identifier\":\"https://c.example\",\"clients\":[\"contacts-app\"],\"scopes\":"
                    + "[{\"name\":\"fuzz:a\",\"description\":\"A\",\"roles\":[\"a\",{\"client\":\"fuzz-api\",\"role\":\"b\"}],"
                    + "\"match\":\"all\",\"autoGrant\":true,\"minimumAcr\":\"1\"}]}",
            "{\"apis\":[{\"clientId\":\"fuzz-api\",\"scopes\":[{\"name\":\"fuzz:a\",\"renamedFrom\":\"fuzz:b\"}]}],"
                    + "\"roles\":[{\"name\":\"fuzzer\",\"permissions\":{\"fuzz-api\":[\"fuzz:a\"]}}],"
                    + "\"groups\":[{\"path\":\"/fuzz/a\",\"roles\":[\"fuzzer\"]}]}",
            "{\"user\":\"anna\",\"client\":\"contacts-app\",\"scope\":\"openid read:contacts delete:contacts\","
                    + "\"resource\":\"contacts-api\",\"acr\":\"1\"}",
            "{\"resource_servers\":[{\"identifier\":\"https://c.example\",\"name\":\"C\",\"scopes\":[{\"value\":\"a\","
                    + "\"description\":\"A\"}]}],\"roles\":[{\"name\":\"r\",\"permissions\":[{\"permission_name\":\"a\","
                    + "\"resource_server_identifier\":\"https://c.example\"}]}]}",
            "{\"groups\":[{\"_id\":\"1\",\"name\":\"g\",\"roles\":[\"r\"],\"nested\":[\"2\"]},{\"_id\":\"2\",\"name\":\"h\"}],"
                    + "\"roles\":[{\"_id\":\"r\",\"name\":\"r\",\"applicationId\":\"a\",\"permissions\":[\"p\"]}],"
                    + "\"permissions\":[{\"_id\":\"p\",\"name\":\"p\",\"applicationId\":\"a\"}]}",
            "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"C\"},\"servers\":[{\"url\":\"https://{h}\",\"variables\":{\"h\":"
                    + "{\"default\":\"c.example\"}}}],\"security\":[{\"o\":[\"a\"]}],\"paths\":{\"/a\":{\"$ref\":"
                    + "\"#/paths/~1b\"},\"/b\":{\"get\":{\"security\":[{\"o\":[\"a\"]}]}}},\"components\":{\"securitySchemes\":"
                    + "{\"o\":{\"type\":\"oauth2\",\"flows\":{\"implicit\":{\"scopes\":{\"a\":\"A\"}}}}}}}");

    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-1",
            "1e999999999",
            "9".repeat(400),
            "\\u0000",
            "\\ud800",
            "\u00e4",
            "\ud83d\ude00",
            "\n",
            "\t",
            " ",
            "  - ",
            "&a",
            "*a",
            "!!int ",
            "!!float ",
            "? ",
            "<<",
            "#",
            "`a.b.C`",
            "/",
            "~",
            "%00",
            "../",
            "${x}",
            "(a+)+",
            "openid",
            "offline_access",
            "realm-management",
            "admin");

    private static final List<String> NAMES = List.of(
            "name",
            "clientId",
            "identifier",
            "scopes",
            "roles",
            "apis",
            "groups",
            "path",
            "permissions",
            "user",
            "scope",
            "$ref",
            "nested",
            "_id");

    private final Random random;

    public HostileBodies(long seed) {
        this.random = new Random(seed);
    }

    /** @return known ones, then this many by chance */
    public Stream<String> bodies(int count) {
        return Stream.concat(worst(), IntStream.range(0, count).mapToObj(i -> body()));
    }

    private static Stream<String> worst() {
        String parts = "a.".repeat(20_000);
        String gap = " ".repeat(40_000);
        return Stream.of(
                "{\"`" + parts + "\":1,\"`" + parts + "\":1}",
                "{\"apis\":\"" + "`a.".repeat(25_000) + "\"}",
                "[".repeat(80_000),
                "{\"a\":".repeat(15_000),
                "[" + "[],".repeat(80_000) + "1]",
                "{\"apis\":" + "7".repeat(80_000) + "}",
                "apis: !!int " + "7".repeat(80_000),
                "? ".repeat(40_000),
                "name: \"\\U80000000\"",
                "{\"name\": \"\\UFFFFFFFF\"}",
                "{\"apis\":[" + "{\"clientId\":\"\"},".repeat(5_000) + "{}]}",
                "{\"groups\":[{\"path\":\"" + "/a".repeat(40_000) + "\"}]}",
                "{\"user\":\"" + "x".repeat(80_000) + "\",\"client\":\"contacts-app\",\"scope\":\"a\"}",
                "{\"user\":\"anna\",\"client\":\"contacts-app\",\"scope\":\"" + "a ".repeat(40_000) + "\"}",
                "{\"user\":\"anna\",\"client\":\"contacts-app\",\"scope\":\""
                        + String.join(
                                " ",
                                IntStream.range(0, 20_000)
                                        .mapToObj(i -> "s" + i)
                                        .toList()) + "\"}",
                "{\"user\":\"anna\",\"client\":\"contacts-app\",\"scope\":\"a" + ":".repeat(80_000) + "\"}",
                "{\"user\":\"\\u0000\",\"client\":\"\\u0000\",\"scope\":\"\\u0000\"}",
                "{\"resource_servers\":[{\"identifier\":\"a\",\"name\":\"a" + gap + "b\"}]}",
                "{\"resource_servers\":[{\"identifier\":\"a\",\"name\":\"a" + gap + "\\n" + gap + "b\"}]}",
                "{\"groups\":[{\"_id\":\"1\",\"name\":\"x (3)\"},{\"_id\":\"2\",\"name\":\"x\"},"
                        + "{\"_id\":\"3\",\"name\":\"x\"}]}");
    }

    private String body() {
        String body = pick(SEEDS);
        for (int i = random.nextInt(4); i >= 0; i--) {
            body = change(body);
        }
        return body.length() > LONGEST ? body.substring(0, LONGEST) : body;
    }

    private String change(String body) {
        int at = random.nextInt(body.length() + 1);
        int end = Math.min(body.length(), at + random.nextInt(40));
        String part = body.substring(at, end);
        UnaryOperator<String> replaced = text -> body.substring(0, at) + text + body.substring(end);
        return switch (random.nextInt(8)) {
            case 0 -> replaced.apply("");
            case 1 -> replaced.apply(pick(PIECES));
            case 2 -> replaced.apply(part.repeat(random.nextInt(2_000)));
            case 3 -> replaced.apply(pick(PIECES).repeat(random.nextInt(5_000)));
            case 4 -> body.replace("\"" + pick(NAMES) + "\"", "\"" + pick(NAMES) + "\"");
            case 5 ->
                body.replaceFirst(
                        "\"[^\"]*\":", Matcher.quoteReplacement("\"" + pick(NAMES) + "\":" + pick(SEEDS) + ",") + "$0");
            case 6 -> "[" + (body + ",").repeat(random.nextInt(200)) + body + "]";
            default -> body.replaceFirst(":\"[^\"]*\"", ":\"" + "x".repeat(random.nextInt(100_000)) + "\"");
        };
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
