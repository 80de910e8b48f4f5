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
 * A tree as a value of a type. Jackson stops at the first value of a wrong kind; here such a value is taken out and the
 * rest is read again, so that all of them are told at once.
 */
final class KindReader {

    /**
     * Each costs a reading of the whole document. Who has made more of them reads the first ones, and sends it again.
     */
    private static final int MOST_ERRORS = 20;

    private KindReader() {}

    /**
     * @param tree an object; what is of a wrong kind is taken out of it
     * @throws InvalidDefinitionException where nothing of it can be read, or there are more errors than are told
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
     * @return whether there was something to take out. An element of a list keeps its place: others have their numbers
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
