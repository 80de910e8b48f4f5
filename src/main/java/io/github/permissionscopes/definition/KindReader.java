package io.github.permissionscopes.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts a JSON tree into a definition and reports all values of the wrong type at once. Jackson stops at the first
 * one; this class removes that value and converts the rest again.
 */
final class KindReader {

    /** Each error costs another conversion of the whole document. */
    private static final int MOST_ERRORS = 20;

    private KindReader() {}

    /**
     * @param tree an object; values of the wrong type are removed from it
     * @throws InvalidDefinitionException if nothing of the tree can be read, or if it has more errors than one answer
     *     reports
     */
    static <T> Written<T> read(ObjectMapper mapper, JsonNode tree, Class<T> type) {
        List<FieldError> errors = new ArrayList<>();
        while (errors.size() < MOST_ERRORS) {
            try {
                return new Written<>(mapper.treeToValue(tree, type), errors);
            } catch (JsonMappingException e) {
                errors.addAll(JsonProblems.value(e, tree).errors());
                if (!takeOut(e.getPath(), tree)) {
                    break;
                }
            } catch (JsonProcessingException e) {
                errors.add(new FieldError("", "This is not what is expected here."));
                break;
            }
        }
        throw new InvalidDefinitionException(errors);
    }

    /**
     * @return whether a value was removed. An element of a list is replaced by null, so that the others keep their
     *     index
     */
    private static boolean takeOut(List<JsonMappingException.Reference> path, JsonNode tree) {
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = tree;
        for (JsonMappingException.Reference step : path.subList(0, path.size() - 1)) {
            parent = step.getFieldName() == null ? parent.path(step.getIndex()) : parent.path(step.getFieldName());
        }
        JsonMappingException.Reference last = path.get(path.size() - 1);
        if (parent instanceof ObjectNode object) {
            return object.remove(last.getFieldName()) != null;
        }
        if (parent instanceof ArrayNode list && list.has(last.getIndex())) {
            list.set(last.getIndex(), list.nullNode());
            return true;
        }
        return false;
    }
}
