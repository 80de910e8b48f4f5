package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.core.JsonProcessingException;
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

/** Clients that register themselves: by OpenID Connect's protocol, or by Keycloak's own. */
public final class Registrations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /**
     * @param realmUrl for example {@code http://localhost:8080/realms/demo}
     * @param protocol {@code openid-connect} or {@code default}
     */
    public Registrations(String realmUrl, String protocol) {
        this.url = realmUrl + "/clients-registrations/" + protocol;
    }

    /** @param token an initial access token; null for none */
    public TokenAnswer register(String token, Object client) {
        return send("POST", "", token, client);
    }

    /** @param token the client's own registration access token */
    public TokenAnswer update(String clientId, String token, Object client) {
        return send("PUT", "/" + clientId, token, client);
    }

    private TokenAnswer send(String method, String path, String token, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new TokenAnswer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String body) throws JsonProcessingException {
        return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    }
}
