package io.github.permissionscopes.it.support.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.realm.ManagedRealm;

/** Keycloak's own administration REST API, where its client has no method for a path. */
public final class NativeAdministration {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Keycloak keycloak;
    private final String root;

    public NativeAdministration(ManagedRealm realm, Keycloak keycloak) {
        this.keycloak = keycloak;
        this.root = realm.getBaseUrl().replace("/realms/", "/admin/realms/") + "/";
    }

    /** Fails unless it is answered with success. */
    public void send(String method, String path, Object body) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(root + path))
                            .header(
                                    "Authorization",
                                    "Bearer " + keycloak.tokenManager().getAccessTokenString())
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
