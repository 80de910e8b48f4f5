package io.github.permissionscopes.it.support.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.demo.DemoRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.realm.ManagedRealm;

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

    /** A public client, as Keycloak's own protocol takes it. */
    public static ClientRepresentation application(String clientId) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setRedirectUris(List.of(DemoRealm.REDIRECT_URI));
        client.setPublicClient(true);
        return client;
    }

    /** As {@link #accepted}, with an initial access token of the realm. */
    public JsonNode invited(ManagedRealm realm, Object client) {
        ClientInitialAccessCreatePresentation one = new ClientInitialAccessCreatePresentation();
        one.setCount(1);
        one.setExpiration(60);
        return accepted(realm.admin().clientInitialAccess().create(one).getToken(), client);
    }

    /** As {@link #register}; it has to be accepted. */
    public JsonNode accepted(String token, Object client) {
        TokenAnswer answer = register(token, client);
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(201);
        return answer.body();
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
