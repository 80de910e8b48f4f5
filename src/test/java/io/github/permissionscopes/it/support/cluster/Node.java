package io.github.permissionscopes.it.support.cluster;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/** One node, asked directly and not through the balancer. */
public final class Node {

    private static final Pattern VIEW = Pattern.compile(".*cluster view.*\\((\\d+)\\) \\[.*");

    private final StandaloneServer server;
    private Keycloak keycloak;

    Node(StandaloneServer server) {
        this.server = server;
    }

    /** Starts it with these JARs alone, and returns when it answers. */
    void start(Path... jars) {
        try {
            server.deploy(jars);
            server.start(List.of(), waited -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        // A new one for every start: it has connections to the one before.
        keycloak = server.admin();
    }

    /** Ends it in the usual way. */
    public void stop() {
        keycloak.close();
        server.stop();
    }

    /** Ends it at once, in the middle of whatever it does. */
    public void kill() throws IOException, InterruptedException {
        keycloak.close();
        server.signal("KILL");
        server.waitForEnd();
    }

    /** It answers nobody, and does not end, until {@link #resume}. */
    public void pause() throws IOException, InterruptedException {
        server.signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        server.signal("CONT");
    }

    /** @return the ID of its Java machine's process */
    public long pid() {
        return server.pid();
    }

    public String url() {
        return server.url();
    }

    /** @return what the node has written since its last start */
    public List<String> log() {
        try {
            return server.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return of how many nodes it takes itself to be one; 0 if it has not said so yet */
    int view() {
        return log().stream()
                .map(VIEW::matcher)
                .filter(line -> line.matches())
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .reduce(0, (earlier, later) -> later);
    }

    public Keycloak keycloak() {
        return keycloak;
    }

    /** {@link GrantTour}'s. */
    public RealmResource realm() {
        return keycloak.realm(GrantTour.REALM);
    }

    /** The product's own calls, by an administrator. */
    public Administration administration() {
        return new Administration(url() + "/realms/" + GrantTour.REALM, keycloak.tokenManager()::getAccessTokenString);
    }

    /** For requests that are one step: a redirect leads to the balancer. */
    public OAuthClient client() {
        return new OAuth(url() + "/realms/" + GrantTour.REALM, DemoRealm.REDIRECT_URI)
                .client(EveryGrantClient.ID)
                .confidential();
    }
}
