package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server that starts whether it answers yet. */
record Readiness(HttpClient http, HttpRequest request) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Readiness of(String url) {
        return new Readiness(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build());
    }

    boolean isReady() throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
