package io.github.permissionscopes.it.support.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands in front of the nodes, under the one URL that they have as their hostname. It sends every request to
 * another node than the one before, whoever asks: the opposite of sticky sessions. A node that does not listen is
 * passed over. A node that ends in the middle of a request makes it a 502.
 */
public final class LoadBalancer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int THREADS = 32;

    /** What belongs to one connection, and what the client sets by itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    static {
        // The JDK's server sends the head of an answer before its body, and would wait for the client's
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile int step = 1;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<String> nodes;
    private final HttpServer server;

    LoadBalancer(int port, List<String> nodes) {
        this.nodes = nodes;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The next request goes to this node, the one after it to the other. */
    public void beginAt(int node) {
        step = 1;
        turn.set(node);
    }

    /** All requests go to this node, until {@link #beginAt} is called. */
    public void stayAt(int node) {
        step = nodes.size();
        turn.set(node);
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpResponse<byte[]> response;
            try {
                response = ask(exchange, body, turn.getAndAdd(step));
            } catch (IOException e) {
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            response.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            byte[] answer = response.body();
            exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body, int first)
            throws IOException, InterruptedException {
        try {
            return http.send(request(exchange, body, first), BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            return http.send(request(exchange, body, first + 1), BodyHandlers.ofByteArray());
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body, int node) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(nodes.get(Math.floorMod(node, nodes.size())) + exchange.getRequestURI()))
                .timeout(PATIENCE)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
