package io.github.permissionscopes.it.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The product's administration REST API of one realm, called with one access token. */
public final class Administration {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;
    private final String accessToken;

    /**
     * @param realmUrl for example {@code http://localhost:8080/realms/demo}
     * @param accessToken null sends none
     */
    public Administration(String realmUrl, String accessToken) {
        this.root = realmUrl + "/permission-scopes/";
        this.accessToken = accessToken;
    }

    /** @return the same token, sent to another realm */
    public Administration at(String otherRealmUrl) {
        return new Administration(otherRealmUrl, accessToken);
    }

    /** An answer; {@code body} is a missing node where there is none. */
    public record Answer(int status, String mediaType, JsonNode body, String text) {}

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

    public Answer send(String method, String path, String mediaType, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            if (body == null) {
                request.method(method, BodyPublishers.noBody());
            } else {
                String text = body instanceof String string ? string : JSON.writeValueAsString(body);
                request.header("Content-Type", mediaType).method(method, BodyPublishers.ofString(text));
            }
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode tree = type.contains("json") && !response.body().isEmpty()
                    ? JSON.readTree(response.body())
                    : JSON.missingNode();
            return new Answer(response.statusCode(), type, tree, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
