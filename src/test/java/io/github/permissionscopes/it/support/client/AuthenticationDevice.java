package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

/** The other end of Keycloak's CIBA channel: it is told what the user is asked for, and calls back with the answer. */
public final class AuthenticationDevice implements AutoCloseable {

    /** For the test framework's server. */
    public static final int PORT = 18_080;

    /** For the standalone servers, whose tests run beside those of the test framework's server. */
    public static final int STANDALONE_PORT = 18_180;

    private static final int FRAMEWORK_SERVER = 8080;
    private static final String PING = "/ping";

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final String realmUrl;
    private volatile JsonNode asked;
    private volatile String token;
    private volatile boolean pinged;

    public AuthenticationDevice(String realmUrl) {
        this.realmUrl = realmUrl;
        try {
            int port = URI.create(realmUrl).getPort() == FRAMEWORK_SERVER ? PORT : STANDALONE_PORT;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::ask);
        server.createContext(PING, this::ping);
        server.start();
    }

    public static String url(int port) {
        return "http://localhost:" + port + "/";
    }

    /** The client's endpoint, to which Keycloak tells in mode ping that the tokens are there. */
    public static String pingUrl() {
        return "http://localhost:" + PORT + PING;
    }

    private void ping(HttpExchange exchange) throws IOException {
        pinged = true;
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    public boolean wasPinged() {
        return pinged;
    }

    private void ask(HttpExchange exchange) throws IOException {
        asked = new ObjectMapper().readTree(exchange.getRequestBody());
        token = exchange.getRequestHeaders().getFirst("Authorization");
        // Keycloak would keep the connection for the next test, whose device is another server.
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(201, -1);
        exchange.close();
    }

    public boolean wasAsked() {
        return asked != null;
    }

    /** What the device was told. */
    public JsonNode asked() {
        return asked;
    }

    public Set<String> scopeAsked() {
        return TokenAnswer.scope(asked);
    }

    public void approve() {
        HttpRequest callback = HttpRequest.newBuilder(
                        URI.create(realmUrl + "/protocol/openid-connect/ext/ciba/auth/callback"))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"status\":\"SUCCEED\"}"))
                .build();
        try {
            int status = http.send(callback, BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                throw new IllegalStateException("The callback was answered with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
