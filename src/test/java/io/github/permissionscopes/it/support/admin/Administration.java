package io.github.permissionscopes.it.support.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.definition.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The product's administration REST API of one realm, called with one access token. */
public final class Administration {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI root;
    private final Supplier<String> authorization;

    /** @param realmUrl for example {@code http://localhost:8080/realms/demo} */
    public Administration(String realmUrl, String accessToken) {
        this(realmUrl, () -> accessToken);
    }

    /** @param accessToken is called for every request */
    public Administration(String realmUrl, Supplier<String> accessToken) {
        this(root(realmUrl), () -> "Bearer " + accessToken.get());
    }

    private Administration(URI root, Supplier<String> authorization) {
        this.authorization = authorization;
        this.root = root;
    }

    /** @return without any token */
    public static Administration anonymous(String realmUrl) {
        return authorized(realmUrl, null);
    }

    /** @return with this header as it is; null sends none */
    public static Administration authorized(String realmUrl, String header) {
        return new Administration(root(realmUrl), () -> header);
    }

    /** @return the same token, sent to another realm */
    public Administration at(String otherRealmUrl) {
        return new Administration(root(otherRealmUrl), authorization);
    }

    /** @return the same token, sent to Keycloak's own administration of the realm */
    public Administration ofKeycloak() {
        URI keycloaks =
                URI.create(root.toString().replace("/realms/", "/admin/realms/").replace("/permission-scopes/", "/"));
        return new Administration(keycloaks, authorization);
    }

    private static URI root(String realmUrl) {
        return URI.create(realmUrl + "/permission-scopes/");
    }

    /** An answer; {@code body} is a missing node where there is none. */
    public record Answer(int status, String mediaType, JsonNode body, String text, HttpHeaders headers) {

        /** @return the text at this JSON pointer, empty if there is none */
        public String at(String pointer) {
            return body.at(pointer).asText();
        }

        /** @return what every field of this name says, wherever it stands */
        public List<String> all(String field) {
            return body.findValuesAsText(field);
        }

        /** @return what every field of this name says below the pointer */
        public List<String> all(String pointer, String field) {
            return body.at(pointer).findValuesAsText(field);
        }
    }

    /** Defines one API. */
    public Answer define(String clientId, String yaml) {
        return put("apis/" + clientId, yaml(yaml));
    }

    /** @return the definition of one API */
    public Answer api(String clientId) {
        return get("apis/" + clientId);
    }

    /** Why a user gets scopes of a client or not; the question in YAML. */
    public Answer explain(String question) {
        return post("explain", yaml(question));
    }

    /** @param bundle YAML, or a tree of JSON */
    public Answer plan(Object bundle) {
        return bundle instanceof String yaml ? postYaml("plan", yaml) : post("plan", bundle);
    }

    /** @param bundle YAML, or a tree of JSON */
    public Answer apply(Object bundle) {
        return bundle instanceof String yaml ? postYaml("apply", yaml) : post("apply", bundle);
    }

    private static JsonNode yaml(String text) {
        return DefinitionReader.tree(text, true);
    }

    public Answer get(String path) {
        return send("GET", path, "application/json", null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, "application/json", null);
    }

    /** @param body JSON text, or a value that becomes it */
    public Answer put(String path, Object body) {
        return send("PUT", path, "application/json", body);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, "application/json", body);
    }

    public Answer postYaml(String path, String body) {
        return send("POST", path, "application/yaml", body);
    }

    /** What a client's request of this user would be granted; the question has to be a correct one. */
    public JsonNode explain(Map<String, ?> question) {
        Answer answer = post("explain", question);
        if (answer.status() != 200) {
            throw new AssertionError("explain " + question + ": " + answer.text());
        }
        return answer.body();
    }

    public JsonNode explain(String user, String client, String scope) {
        return explain(Map.of("user", user, "client", client, "scope", scope));
    }

    /** @return what the status finds: severity, code, and the name of what it is about */
    public List<String> findings() {
        return get("status")
                .body()
                .path("findings")
                .valueStream()
                .map(finding -> finding.path("severity").asText() + " "
                        + finding.path("code").asText() + " "
                        + finding.path("object").path("name").asText())
                .toList();
    }

    private static byte[] bytes(Object body) throws IOException {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
    }

    public Answer send(String method, String path, String mediaType, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
        String header = authorization.get();
        if (header != null) {
            request.header("Authorization", header);
        }
        try {
            if (body == null) {
                request.method(method, BodyPublishers.noBody());
            } else {
                request.header("Content-Type", mediaType).method(method, BodyPublishers.ofByteArray(bytes(body)));
            }
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode tree = type.contains("json") && !response.body().isEmpty()
                    ? JSON.readTree(response.body())
                    : JSON.missingNode();
            return new Answer(response.statusCode(), type, tree, response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
