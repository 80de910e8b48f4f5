package io.github.permissionscopes.it.support.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.admin.Administration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code explain} says of one scope.
 *
 * @param json the scope's part of the answer
 */
public record Explanation(JsonNode json) {

    /** Asks for one scope. */
    public static Explanation explain(Administration administration, String user, String client, String scope) {
        return explain(administration, "{user: %s, client: %s, scope: '%s'}".formatted(user, client, scope));
    }

    /** @param question in YAML, about one scope */
    public static Explanation explain(Administration administration, String question) {
        return new Explanation(
                Answers.ok(administration.explain(question)).path("scopes").path(0));
    }

    public String verdict() {
        return json.path("verdict").asText();
    }

    public String reason() {
        return json.path("reason").asText();
    }

    public String text() {
        return json.path("text").asText();
    }

    /** @return the steps of the way by which the user has the permission */
    public List<String> path() {
        return steps(json.path("paths").path(0));
    }

    /** @return what would have to be changed for the user to get the scope */
    public JsonNode change() {
        return json.path("change");
    }

    public String action() {
        return change().path("action").asText();
    }

    /** @return the change in words */
    public String advice() {
        return change().path("text").asText();
    }

    public List<String> roles() {
        return steps(change().path("roles"));
    }

    public List<String> permissions() {
        return steps(change().path("permissions"));
    }

    public List<String> groups() {
        return steps(change().path("groups"));
    }

    /** @return to whom the roles would be given */
    public List<String> to() {
        return steps(change().path("to"));
    }

    /** @return the APIs for which the scope would be granted */
    public List<String> resources() {
        return Answers.texts(change().path("resources"));
    }

    private static List<String> steps(JsonNode path) {
        return Answers.each(
                path,
                step -> Answers.of(
                        step,
                        Stream.of("type", "client", "path", "name")
                                .filter(step::has)
                                .toArray(String[]::new)));
    }
}
