package io.github.permissionscopes.it.support.page;

import com.sun.net.httpserver.HttpServer;
import io.github.permissionscopes.demo.DemoRealm;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Somebody listens at the applications' redirect URI: a real browser shows an error page of its own otherwise. */
public final class ListeningApplication implements BeforeAllCallback, AfterAllCallback {

    private HttpServer server;

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
        int port = URI.create(DemoRealm.REDIRECT_URI).getPort();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        byte[] page = "Back at the application".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        server.stop(0);
    }
}
