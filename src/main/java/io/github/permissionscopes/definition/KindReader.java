package io.github.permissionscopes.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A tree as a value of a type. Jackson stops at the first value of a wrong kind; here such a value is taken out and the rest is
 * read again, so that all of them are told at once, with what is wrong in the rest.
 */
final class KindReader {

    /** Each costs a reading of the whole document. Who has made more of them reads the first ones, and sends it again. */
    private static final int MOST_ERRORS = 20;

    private final ObjectMapper mapper;
    private final List<FieldError> errors = new ArrayList<>();

    private KindReader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * @param tree an object; what is of a wrong kind is taken out of it
     * @throws InvalidDefinitionException with all values of a wrong kind and all unknown names
     */
    static <T> T read(ObjectMapper mapper, JsonNode tree, Class<T> type) {
        return new KindReader(mapper).read(tree, type);
    }

    private <T> T read(JsonNode tree, Class<T> type) {
        while (errors.size() < MOST_ERRORS) {
            try {
                T value = mapper.treeToValue(tree, type);
                if (errors.isEmpty()) {
                    return value;
                }
                checkRest(value);
                break;
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

    /** @return whether there was something to take out. An element of a list keeps its place: others have their numbers */
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

    private void checkRest(Object value) {
        try {
            if (value instanceof Bundle bundle) {
                DefinitionCheck.check(bundle);
            } else if (value instanceof ApiDefinition api) {
                DefinitionCheck.check(api);
            }
        } catch (InvalidDefinitionException e) {
            Set<String> takenOut = errors.stream().map(FieldError::field).collect(Collectors.toSet());
            e.errors().stream()
                    .filter(error -> !takenOut.contains(error.field()))
                    // That one stands in the path of the call, too.
                    .filter(error -> !(value instanceof ApiDefinition api && api.clientId() == null)
                            || !error.field().equals("/clientId"))
                    .forEach(errors::add);
        }
    }
}
