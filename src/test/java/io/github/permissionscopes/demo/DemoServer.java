package io.github.permissionscopes.demo;

import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.server.FreePorts;
import io.github.permissionscopes.it.support.server.NotStartedException;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;

/** A Keycloak distribution with the JAR in its providers folder and the demo realm in its import folder. */
final class DemoServer {

    static final String ADMIN = StandaloneServer.ADMIN;
    static final String ADMIN_PASSWORD = StandaloneServer.ADMIN_PASSWORD;

    private final Path home;
    private final Path log;
    private final StandaloneServer server;

    private DemoServer(Path home, Path log, StandaloneServer server) {
        this.home = home;
        this.log = log;
        this.server = server;
    }

    /** Puts JAR and realm into place; every demo starts from an empty database. */
    static DemoServer prepare(Path home, Path jar, int port) throws IOException {
        requireFree(port);
        if (!Files.isDirectory(home)) {
            throw new DemoException("there is no Keycloak in " + home + ". Run mvn -Pdemo, which fetches it.");
        }
        Path log = home.getParent().resolve("keycloak.log");
        StandaloneServer server = new StandaloneServer(home, port, log);
        server.deploy(jar);
        server.reset(DemoRealmFile.realm());
        return new DemoServer(home, log, server);
    }

    private static void requireFree(int port) {
        if (!FreePorts.isFree(port)) {
            throw new DemoException("port " + port + " is in use. Stop what listens there, or run mvn -Pdemo -Dport="
                    + (port + 1) + ".");
        }
    }

    String url() {
        return server.url();
    }

    /** Where an application that needs consent would send the browser. */
    String consentUrl() {
        return new OAuth(url() + "/realms/" + DemoRealm.NAME, DemoRealm.REDIRECT_URI)
                .authorizationUrl(DemoRealm.CONSENT_APP, "openid " + String.join(" ", DemoRealm.CONTACTS), Map.of());
    }

    void start() throws IOException, InterruptedException {
        System.out.println();
        System.out.println("Starting Keycloak (" + home.getFileName() + ") on " + url() + "; its log: " + log);
        try {
            long seconds = server.start(List.of(), waited -> System.out.println("  " + waited + " s ..."));
            System.out.println("  ready after " + seconds + " s");
        } catch (NotStartedException e) {
            throw new DemoException(e.getMessage());
        }
    }

    Keycloak admin() {
        return server.admin();
    }

    void waitForEnd() throws InterruptedException {
        server.waitForEnd();
    }

    void stop() {
        server.stop();
    }
}
