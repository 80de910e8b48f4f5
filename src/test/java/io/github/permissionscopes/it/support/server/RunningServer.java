package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.keycloak.testframework.server.KeycloakServer;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** A server that somebody else has started, and ends. It has to have the product and the framework's administrator. */
public final class RunningServer implements KeycloakServer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String url;
    private final String managementUrl;

    /**
     * @param url for example {@code http://localhost:8080}
     * @param managementUrl of health and metrics
     */
    public RunningServer(String url, String managementUrl) {
        this.url = url;
        this.managementUrl = managementUrl;
    }

    @Override
    public void start(KeycloakServerConfigBuilder server, boolean tlsEnabled) {
        if (!answers()) {
            throw new IllegalStateException(silence());
        }
    }

    /** @return whether a Keycloak answers */
    boolean answers() {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/realms/master"))
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @return what to say if none does */
    String silence() {
        return "No Keycloak answers at " + url + ". Start it, or give its address: -Dserver.address=http://…";
    }

    @Override
    public void stop() {
        // It is not ours.
    }

    @Override
    public String getBaseUrl() {
        return url;
    }

    @Override
    public String getManagementBaseUrl() {
        return managementUrl;
    }
}
