package io.github.permissionscopes.it.support.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.permissionscopes.it.support.client.AuthenticationDevice;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Whoever else takes part in a grant: all users' authentication devices, which say yes, and an issuer. */
final class OtherParties implements AutoCloseable {

    static final String URL = AuthenticationDevice.url(AuthenticationDevice.STANDALONE_PORT);

    private static final int THREADS = 4;

    /** Keycloak stores what a device is asked only after the device has answered that it will ask. */
    private static final Duration THOUGHT = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final ForeignIssuer issuer;
    private final String node;
    private final String audience;
    private final HttpServer server;

    /**
     * @param node the realm's URL at the node that a device answers to
     * @param audience the realm's issuer
     */
    OtherParties(ForeignIssuer issuer, String node, String audience) {
        this.issuer = issuer;
        this.node = node;
        this.audience = audience;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), AuthenticationDevice.STANDALONE_PORT), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::ask);
        server.createContext("/assertion", this::issue);
        server.start();
    }

    private void ask(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        exchange.sendResponseHeaders(201, -1);
        exchange.close();
        threads.schedule(() -> approve(token), THOUGHT.toSeconds(), TimeUnit.SECONDS);
    }

    private void approve(String token) {
        HttpRequest yes = HttpRequest.newBuilder(URI.create(node + "/protocol/openid-connect/ext/ciba/auth/callback"))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"status\":\"SUCCEED\"}"))
                .build();
        http.sendAsync(yes, BodyHandlers.discarding());
    }

    private void issue(HttpExchange exchange) throws IOException {
        String user = exchange.getRequestURI().getQuery().replaceFirst("^user=", "");
        byte[] assertion = issuer.assertion(audience, user).getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, assertion.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(assertion);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
