package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Replaces an explicit {@code null} in a definition's JSON by the empty text. Both mean that the value is removed,
 * while a field that is left out keeps its value; a record component could not tell {@code null} from a field that is
 * left out.
 */
final class Clearing {

    private static final String[] OF_API = {"name", "identifier", "refusal"};
    private static final String[] OF_SCOPE = {"description", "match", "minimumAcr"};
    private static final String[] OF_ROLE = {"description"};

    private Clearing() {}

    /** @param tree the parsed document, which is changed in place */
    static void apply(JsonNode tree, Class<?> type) {
        if (type == ApiDefinition.class) {
            api(tree);
        } else if (type == Bundle.class) {
            tree.path("apis").forEach(Clearing::api);
            tree.path("roles").forEach(role -> texts(role, OF_ROLE));
        }
    }

    private static void api(JsonNode api) {
        // No other field may stand beside "delete", and an explicit null must not become one.
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
