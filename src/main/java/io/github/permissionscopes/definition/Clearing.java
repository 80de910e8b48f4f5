package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A text that is {@code null} is to be taken away; one that is left out stays as it is. A value of a record cannot tell
 * the two apart, so {@code null} becomes the empty text, which means the same.
 */
final class Clearing {

    private static final String[] OF_API = {"name", "identifier", "refusal"};
    private static final String[] OF_SCOPE = {"description", "match", "minimumAcr"};
    private static final String[] OF_ROLE = {"description"};

    private Clearing() {}

    /** @param tree is changed */
    static void apply(JsonNode tree, Class<?> type) {
        if (type == ApiDefinition.class) {
            api(tree);
        } else if (type == Bundle.class) {
            tree.path("apis").forEach(Clearing::api);
            tree.path("roles").forEach(role -> texts(role, OF_ROLE));
        }
    }

    private static void api(JsonNode api) {
        // Nothing stands beside it, and null is nothing.
        if (api.path("delete").booleanValue()) {
            return;
        }
        texts(api, OF_API);
        api.path("scopes").forEach(scope -> texts(scope, OF_SCOPE));
    }

    private static void texts(JsonNode node, String... fields) {
        if (node instanceof ObjectNode object) {
            for (String field : fields) {
                if (object.path(field).isNull()) {
                    object.put(field, "");
                }
            }
        }
    }
}
