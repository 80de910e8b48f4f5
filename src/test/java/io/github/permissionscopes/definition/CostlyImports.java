package io.github.permissionscopes.definition;

import io.github.permissionscopes.definition.imports.Auth0Import;
import io.github.permissionscopes.definition.imports.AuthorizationExtensionImport;
import io.github.permissionscopes.definition.imports.OpenApiImport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Documents of other products that may cost much, or seem to. */
final class CostlyImports {

    private CostlyImports() {}

    static Stream<Document> documents() {
        String spaces = " ".repeat(100_000);
        return Stream.of(
                auth0("spaces", "{\"resource_servers\":[{\"identifier\":\"a\",\"name\":\"a" + spaces + "b\"}]}"),
                auth0("spaces and one line break", api(spaces + "\\n" + spaces)),
                auth0("placeholders", "{\"resource_servers\":[{\"identifier\":" + "##a## #' ".repeat(50_000)),
                auth0("places of placeholders", "- ? &a ".repeat(50_000) + " #\n\"@@a@@".repeat(50_000)),
                auth0("line breaks", api("\\n ".repeat(50_000))),
                auth0(
                        "many APIs of one name",
                        "{\"resource_servers\":["
                                + all(80_000, i -> "{\"identifier\":\"https://a/" + i + "\",\"name\":\"a\"}") + "]}"),
                auth0(
                        "many remarks",
                        "{\"resource_servers\":[{\"identifier\":\"a\"," + all(200_000, i -> "\"f" + i + "\":1")
                                + "}]}"),
                extension(
                        "a group whose other name is taken",
                        "{\"groups\":[{\"_id\":\"1\",\"name\":\"x (3)\"},{\"_id\":\"2\",\"name\":\"x\"},"
                                + "{\"_id\":\"3\",\"name\":\"x\"}]}"),
                extension(
                        "a group in many others",
                        "{\"groups\":[{\"_id\":\"x\",\"name\":\"x\"},"
                                + all(100_000, i -> "{\"_id\":\"" + i + "\",\"name\":\"" + i + "\",\"nested\":[\"x\"]}")
                                + "]}"),
                extension(
                        "long names in a long row of groups, top first",
                        "{\"groups\":["
                                + all(
                                        3_000,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"" + "n".repeat(250)
                                                + "\",\"nested\":[\"" + (i + 1) + "\"]}")
                                + "]}"),
                extension(
                        "many groups in one that is deep",
                        "{\"groups\":["
                                + all(
                                        49,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"" + "n".repeat(250)
                                                + "\",\"nested\":["
                                                + (i < 48 ? "\"" + (i + 1) + "\"" : all(60_000, j -> "\"x" + j + "\""))
                                                + "]}")
                                + "," + all(60_000, j -> "{\"_id\":\"x" + j + "\",\"name\":\"x" + j + "\"}") + "]}"),
                auth0(
                        "many grants of many scopes",
                        "{\"resource_servers\":[{\"identifier\":\"a\",\"scopes\":["
                                + all(1_000, i -> "{\"value\":\"s" + i + "\"}") + "]}],\"client_grants\":["
                                + all(
                                        4_000,
                                        i -> "{\"client_id\":\"c" + i
                                                + "\",\"audience\":\"a\",\"allow_all_scopes\":true}")
                                + "]}"),
                auth0(
                        "placeholders under long names",
                        "{\"resource_servers\":[{\"identifier\":\"a\",\"scopes\":"
                                + deep("[" + all(9_000, i -> "\"##A##\"") + "]") + "}]}"),
                new Document(
                        "Auth0: headlines",
                        true,
                        "resourceServers:\n" + "  ##A##\n  ## b ##\n".repeat(90_000) + "  - identifier: a\n",
                        Auth0Import::read),
                new Document(
                        "Auth0: headlines on one line",
                        true,
                        "a: \"b\" " + "##A## ".repeat(16_000) + "\nresourceServers: []\n",
                        Auth0Import::read),
                new Document(
                        "Auth0: too many headlines",
                        true,
                        "resourceServers:\n" + "  ##A##\n".repeat(2_000_000) + "  - identifier: a\n",
                        Auth0Import::read),
                extension(
                        "groups in all groups above them",
                        "{\"groups\":["
                                + all(
                                        1_200,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"" + i + "\",\"nested\":["
                                                + (i < 1_160 ? all(40, j -> "\"" + ((i / 40 + 1) * 40 + j) + "\"") : "")
                                                + "]}")
                                + "]}"),
                extension(
                        "a role with many permissions",
                        "{\"permissions\":["
                                + all(
                                        60_000,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"p" + i + "\",\"applicationId\":\"a\"}")
                                + "],\"roles\":[{\"_id\":\"r\",\"name\":\"r\",\"applicationId\":\"a\",\"permissions\":["
                                + all(60_000, i -> "\"" + i + "\"") + "]}]}"),
                openApi(
                        "variables of variables",
                        "\"servers\":[{\"url\":\"{a0}\",\"variables\":{"
                                + all(40, i -> "\"a" + i + "\":{\"default\":\"{a" + (i + 1) + "}{a" + (i + 1) + "}\"}")
                                + "}}]"),
                openApi(
                        "a long variable many times",
                        "\"servers\":[{\"url\":\"" + "{a}".repeat(30_000) + "\",\"variables\":{\"a\":{\"default\":\""
                                + "x".repeat(100_000) + "\"}}}]"),
                openApi(
                        "a long way of references",
                        "\"paths\":{" + all(30_000, i -> "\"/" + i + "\":{\"$ref\":\"#/paths/~1" + (i + 1) + "\"}")
                                + "}"),
                openApi(
                        "references on a long way of long names",
                        "\"x\":" + deep("{}") + ",\"y\":{"
                                + all(19, i -> "\"" + i + "\":{\"$ref\":\"#/y/" + (i + 1) + "\"}")
                                + ",\"19\":{\"$ref\":\"#/x" + ("/" + "n".repeat(1_900)).repeat(90) + "\"}},\"paths\":{"
                                + all(100_000, i -> "\"/" + i + "\":{\"$ref\":\"#/y/1\"}") + "}"),
                openApi(
                        "remarks under long names",
                        "\"paths\":{\"/\":{\"get\":{\"$ref\":\"#/x" + ("/" + "n".repeat(1_900)).repeat(90)
                                + "\"}}},\"x\":" + deep("{\"security\":[" + all(9_000, i -> "7") + "]}")),
                openApi(
                        "operations under long names",
                        "\"paths\":{\"/\":{\"$ref\":\"#/x" + ("/" + "n".repeat(1_900)).repeat(90) + "\"}},\"x\":"
                                + deep("{\"additionalOperations\":{" + all(9_000, i -> "\"" + i + "\":{\"summary\":1}")
                                        + "}}")),
                openApi(
                        "many references to many operations",
                        "\"paths\":{\"/\":{\"additionalOperations\":{" + all(20_000, i -> "\"" + i + "\":{}") + "}},"
                                + all(20_000, i -> "\"/" + i + "\":{\"$ref\":\"#/paths/~1\"}") + "}"));
    }

    static Document auth0(String name, String text) {
        return new Document("Auth0: " + name, false, text, Auth0Import::read);
    }

    static Document extension(String name, String text) {
        return new Document("extension: " + name, false, text, AuthorizationExtensionImport::read);
    }

    static Document openApi(String name, String fields) {
        String scheme = "\"components\":{\"securitySchemes\":{\"o\":{\"type\":\"oauth2\",\"flows\":{\"implicit\":"
                + "{\"scopes\":{\"read\":\"Read\"}}}}}}";
        return new Document(
                "OpenAPI: " + name,
                false,
                "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\"}," + scheme + "," + fields + "}",
                tree -> OpenApiImport.read(tree, null, null));
    }

    /** @return it, under 90 long names */
    static String deep(String json) {
        return ("{\"" + "n".repeat(1_900) + "\":").repeat(90) + json + "}".repeat(90);
    }

    static String api(String name) {
        return "{\"resource_servers\":[{\"identifier\":\"a\",\"name\":\"a" + name + "b\"}]}";
    }

    static String all(int count, java.util.function.IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }
}
