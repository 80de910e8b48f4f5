package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What the product's administration answers: its status, and its lists as lines that people can read. */
public final class Answers {

    private Answers() {}

    /** @return the body of an answer that is no error */
    public static JsonNode ok(Answer answer) {
        return assertStatus(answer, 200).body();
    }

    public static Answer assertStatus(Answer answer, Integer... oneOf) {
        assertThat(answer.status()).as(answer.text()).isIn((Object[]) oneOf);
        return answer;
    }

    /** An error in the form of RFC 9457. */
    public static Answer assertProblem(Answer answer, int status) {
        assertStatus(answer, status);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.at("/title")).isNotEmpty();
        assertThat(answer.at("/detail")).isNotEmpty();
        return answer;
    }

    /** An error of which this field is the reason; null if none is. */
    public static Answer assertProblem(Answer answer, int status, String field) {
        assertProblem(answer, status);
        assertThat(answer.body().path("field").asText(null)).as(answer.text()).isEqualTo(field);
        return answer;
    }

    /** Neither a plan of the bundle nor the bundle itself is accepted, and this field is the first reason. */
    public static void assertRefused(Administration administration, Object bundle, int status, String field) {
        assertProblem(administration.plan(bundle), status, field);
        assertProblem(administration.apply(bundle), status, field);
    }

    /** @return what a plan would change, or what was changed */
    public static JsonNode changes(Answer answer) {
        return ok(answer).path("changes");
    }

    /** @return as above, each change as {@code update scope read:contacts match any -> all} */
    public static List<String> lines(Answer answer) {
        return each(changes(answer), change -> {
            String line = of(change, "operation", "kind", "name");
            return change.has("field")
                    ? line + " " + of(change, "field") + " " + value(change, "from") + " -> " + value(change, "to")
                    : line;
        });
    }

    private static String value(JsonNode change, String side) {
        return change.path(side).asText("null");
    }

    /** @return what was made by hand and stays, each as {@code scope read:contacts} */
    public static List<String> left(Answer answer) {
        return each(answer.body().path("left"), item -> of(item, "kind", "name"));
    }

    /** The bundle that is read from the realm is what the realm is. */
    public static void assertNothingToChange(Administration administration) {
        Answer plan = administration.plan(ok(administration.get("bundle")));
        assertThat(changes(plan)).as(plan.text()).isEmpty();
        assertThat(plan.body().path("left")).as(plan.text()).isEmpty();
    }

    /** @return what {@code status} finds, each as {@code warning name_clash client contacts-api} */
    public static List<String> findings(Administration administration) {
        return each(
                ok(administration.get("status")).path("findings"),
                finding -> of(finding, "severity", "code") + " " + of(finding.path("object"), "type", "name"));
    }

    /** @return what is said of all findings, one below the other */
    public static String messages(Administration administration) {
        return String.join("\n", administration.get("status").all("/findings", "message"));
    }

    /** @return the texts of an array */
    public static List<String> texts(JsonNode array) {
        return each(array, JsonNode::asText);
    }

    /** @return a line for each object of an array */
    public static List<String> each(JsonNode array, Function<JsonNode, String> line) {
        return StreamSupport.stream(array.spliterator(), false).map(line).toList();
    }

    /** @return the values of these fields, with a space between them */
    public static String of(JsonNode object, String... fields) {
        return String.join(
                " ",
                List.of(fields).stream()
                        .map(field -> object.path(field).asText())
                        .toList());
    }
}
