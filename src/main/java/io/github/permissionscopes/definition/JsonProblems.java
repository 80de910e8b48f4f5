package io.github.permissionscopes.definition;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Translates Jackson's exceptions into messages for administrators. Jackson's own messages speak of Java classes and
 * parser tokens.
 */
final class JsonProblems {

    private static final int LONGEST_EXCERPT = 30;
    private static final String NOT_JSON = "This is not JSON: ";

    private JsonProblems() {}

    /** @param text the text that the parser was reading */
    static InvalidDefinitionException syntax(JsonProcessingException problem, String text) {
        // The parser stops behind the character that it does not understand.
        JsonLocation location = problem.getLocation();
        if (problem instanceof StreamConstraintsException || location == null) {
            return whole("This JSON cannot be read: a number or a text in it is too long" + where(location));
        }
        if (problem instanceof JsonEOFException) {
            return whole(NOT_JSON + "it ends in the middle; a quote or a bracket is not closed" + where(location));
        }
        char first = text.stripLeading().charAt(0);
        if (first != '{' && first != '[') {
            return whole(NOT_JSON + "it begins with \"" + excerpt(text, 0)
                    + "\", not with { or [. Say Content-Type: application/yaml where it is YAML.");
        }
        return whole(NOT_JSON
                + "a quote, a comma, a colon or a bracket is missing or too many, or a value is none, before or at \""
                + excerpt(text, (int) Math.max(0, location.getCharOffset() - 1)) + "\"" + where(location));
    }

    static InvalidDefinitionException twice(String name, JsonLocation location) {
        return whole("The field \"" + cut(name) + "\" is here twice" + where(location));
    }

    static InvalidDefinitionException trailing(JsonLocation location) {
        return whole(NOT_JSON + "something follows behind its end" + where(location));
    }

    /** @param tree the document that cannot be converted into a definition */
    static InvalidDefinitionException value(JsonMappingException problem, JsonNode tree) {
        Pointer pointer = Pointer.ROOT;
        JsonNode found = tree;
        for (JsonMappingException.Reference step : problem.getPath()) {
            pointer = step.getFieldName() == null ? pointer.at(step.getIndex()) : pointer.at(step.getFieldName());
            found = step.getFieldName() == null ? found.path(step.getIndex()) : found.path(step.getFieldName());
        }
        String message;
        if (problem instanceof UnrecognizedPropertyException unknown) {
            message = "There is no such field. Known are: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        } else if (problem instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            message = kind(mismatch.getTargetType()) + " is expected here; this is " + JsonKinds.of(found) + ".";
        } else {
            message = "This is not what is expected here; it is " + JsonKinds.of(found) + ".";
        }
        return new InvalidDefinitionException(pointer.toString(), message);
    }

    /** @param type the Java type of a record component; a type that is not listed below is written as an object */
    private static String kind(Class<?> type) {
        if (type == RoleReference.class) {
            return "The name of a role, or an object {\"client\": …, \"role\": …},";
        }
        if (type == String.class) {
            return "A string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "A number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "A list";
        }
        return "An object";
    }

    private static InvalidDefinitionException whole(String message) {
        return new InvalidDefinitionException("", message);
    }

    /** @param location null if the parser stopped at one of its own limits */
    private static String where(@Nullable JsonLocation location) {
        return location == null ? "." : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ").";
    }

    private static String excerpt(String text, int from) {
        String rest = text.substring(Math.min(from, text.length()));
        return cut(rest.strip().lines().findFirst().orElse(""));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "…" : text;
    }
}
