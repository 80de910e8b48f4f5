package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The endpoint of the faults' JAR, which orders faults and counts. */
final class FaultsEndpoint {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    FaultsEndpoint(String url) {
        this.url = url;
    }

    void order(Fault fault, String victim) {
        send(HttpRequest.newBuilder(URI.create(url + "/" + fault + "/" + victim))
                .POST(BodyPublishers.noBody()));
    }

    /** @return how often the fault has happened, which now ends */
    int end() {
        return Integer.parseInt(send(HttpRequest.newBuilder(URI.create(url)).DELETE()));
    }

    /** @return how many clients the server has read since the last call */
    int clientReads() {
        return Integer.parseInt(send(HttpRequest.newBuilder(URI.create(url + "/client-reads"))));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("The faults' endpoint answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
