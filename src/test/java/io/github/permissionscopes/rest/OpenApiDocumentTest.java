package io.github.permissionscopes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.imports.Imported;
import io.github.permissionscopes.definition.imports.Remark;
import io.github.permissionscopes.provisioning.Change;
import io.github.permissionscopes.provisioning.Effect;
import io.github.permissionscopes.provisioning.Left;
import io.github.permissionscopes.provisioning.Plan;
import io.github.permissionscopes.provisioning.Summary;
import io.github.permissionscopes.refusalreport.RefusalRow;
import io.github.permissionscopes.refusalreport.RolloutReport;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI document describes the REST API that there is. */
class OpenApiDocumentTest {

    private static final JsonNode DOCUMENT = parse(PublishedDocument.OPENAPI.text());

    @Test
    void isValidOpenApi() {
        assertThat(messages(PublishedDocument.OPENAPI.text())).isEmpty();
        assertThat(messages(PublishedDocument.OPENAPI.text().replace("\"in\": \"path\"", "\"in\": \"pathway\"")))
                .as("the validator sees errors")
                .isNotEmpty();
    }

    @Test
    void hasEveryCallAndNoOther() {
        Set<String> documented = new TreeSet<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        documented.add(method.toUpperCase() + " " + path.getKey());
                    }
                }));
        Set<String> implemented =
                calls(PermissionScopesResource.class, "").collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(implemented);
    }

    @Test
    void saysWhoMayCall() {
        DOCUMENT.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.has("operationId") && !operation.has("security")) {
                        assertThat(operation.path("responses").has("401")).isTrue();
                        assertThat(operation.path("responses").has("403")).isTrue();
                        assertThat(operation.path("description").asText()).containsPattern("Needs (view|manage)-");
                    }
                }));
    }

    @Test
    void describesTheAnswersThatThereAre() {
        for (Class<?> type : List.of(
                Change.class,
                Left.class,
                Effect.class,
                Effect.Subjects.class,
                Effect.User.class,
                Plan.class,
                Summary.class,
                Summary.Objects.class,
                Summary.Users.class,
                Imported.class,
                Remark.class,
                RolloutReport.class,
                RefusalRow.class,
                Problem.class,
                FieldError.class)) {
            Set<String> components = Arrays.stream(type.getRecordComponents())
                    .map(component -> component.getName())
                    .collect(Collectors.toSet());
            JsonNode schema = DOCUMENT.path("components").path("schemas").path(type.getSimpleName());

            assertThat(schema.path("properties").properties().stream().map(field -> field.getKey()))
                    .as(type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(components);
        }
    }

    /** The two say the same of a bundle, each with its own kind of references. */
    @Test
    void describesABundleAsItsSchemaDoes() {
        JsonNode schema = parse(PublishedDocument.BUNDLE_SCHEMA.text().replace("#/$defs/", "#/components/schemas/"));
        JsonNode schemas = DOCUMENT.path("components").path("schemas");

        assertThat(schemas.path("Bundle").path("properties")).isEqualTo(schema.path("properties"));
        assertThat(schema.path("$defs").properties()).isNotEmpty().allSatisfy(definition -> assertThat(
                        schemas.path(definition.getKey()))
                .isEqualTo(definition.getValue()));
    }

    @Test
    void hasTheVersionOfTheProduct() {
        assertThat(DOCUMENT.at("/info/version").asText()).isEqualTo(BuildInfo.VERSION);
    }

    private static List<String> messages(String document) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document, null, options);
        assertThat(result.isOpenapi31()).isTrue();
        return result.getMessages();
    }

    /** @return {@code GET /apis} for each method of the class that answers a call, and of those that it hands on to */
    private static Stream<String> calls(Class<?> resource, String parent) {
        return Arrays.stream(resource.getDeclaredMethods()).flatMap(method -> {
            String path = parent
                    + Stream.ofNullable(method.getAnnotation(Path.class))
                            .map(part -> "/" + part.value())
                            .collect(Collectors.joining());
            List<String> verbs = verbs(method);
            if (verbs.isEmpty() && method.isAnnotationPresent(Path.class)) {
                return calls(method.getReturnType(), path);
            }
            return verbs.stream().map(verb -> verb + " " + path);
        });
    }

    private static List<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .toList();
    }

    private static JsonNode parse(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
