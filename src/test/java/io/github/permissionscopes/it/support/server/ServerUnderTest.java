package io.github.permissionscopes.it.support.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.compatibility.Ability;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.admin.StoredEvents;
import io.github.permissionscopes.it.support.admin.Undo;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.info.FeatureRepresentation;

/**
 * A server of any supported version with the product: {@link GrantTour}'s realm, with the switch on. Each test's
 * changes are undone.
 */
public final class ServerUnderTest implements AutoCloseable, AfterEachCallback, AfterAllCallback {

    private final ForeignIssuer issuer = new ForeignIssuer();
    private final StandaloneServer server;
    private final Keycloak keycloak;
    private final RealmAdmin admin;
    private final StoredEvents events;
    private final OAuth oauth;
    private final Undo undo = Undo.at(all -> this.atEnd = all);
    private Runnable atEnd = () -> {};

    /** @param features of Keycloak beyond those that the grants need */
    public static ServerUnderTest running(String... features) {
        String name = String.join(
                "-", Stream.concat(Stream.of("under-test"), Stream.of(features)).toList());
        return TestServers.running(name, ServerUnderTest.class, () -> new ServerUnderTest(name, features));
    }

    private ServerUnderTest(String name, String... features) throws IOException, InterruptedException {
        server = TestServers.underTest(name);
        server.deploy(TestServers.productJar());
        server.reset(EveryServerRealm.of(issuer, has(Ability.JWT_GRANT)));
        TestServers.startUnderTest(server, features);
        keycloak = server.admin();
        RealmResource realm = keycloak.realm(GrantTour.REALM);
        new RealmAdmin(realm).turnSwitch(true);
        admin = new RealmAdmin(realm, undo);
        events = new StoredEvents(realm);
        oauth = new OAuth(realmUrl(), DemoRealm.REDIRECT_URI);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Runnable all = atEnd;
        atEnd = () -> {};
        all.run();
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        assertNothingFailed();
    }

    @Override
    public void close() throws IOException {
        keycloak.close();
        server.stop();
        assertNothingFailed();
    }

    /** @return whether Keycloak of this version has it */
    public boolean has(Ability ability) {
        return ability.isThereIn(TestServers.versionUnderTest());
    }

    /** @return the names of all its features, on or off */
    public List<String> features() {
        return keycloak.serverInfo().getInfo().getFeatures().stream()
                .map(FeatureRepresentation::getName)
                .toList();
    }

    public EventType jwtGrantEvent() {
        return TestServers.isSince("26.6") ? EventType.JWT_AUTHORIZATION_GRANT : EventType.LOGIN;
    }

    public String realmUrl() {
        return server.url() + "/realms/" + GrantTour.REALM;
    }

    public RealmAdmin admin() {
        return admin;
    }

    public RealmResource realm() {
        return keycloak.realm(GrantTour.REALM);
    }

    /** The product's own calls, by an administrator. */
    public Administration administration() {
        return new Administration(realmUrl(), keycloak.tokenManager()::getAccessTokenString);
    }

    /** Defines an API until the end of the test. */
    public Administration.Answer define(String api, Object definition) {
        removeAtEnd(api);
        return administration().put("apis/" + api, definition);
    }

    /** To be called before somebody defines the API. */
    public void removeAtEnd(String api) {
        undo.before("api " + api, () -> () -> administration().delete("apis/" + api));
    }

    /**
     * Another realm, until the end of the test.
     *
     * @return its URL
     */
    public String add(RealmRepresentation other) {
        String name = other.getRealm();
        undo.before("realm " + name, () -> () -> keycloak.realm(name).remove());
        keycloak.realms().create(other);
        // Its administrator's roles are new ones.
        keycloak.tokenManager().grantToken();
        return server.url() + "/realms/" + name;
    }

    public OAuth oauth() {
        return oauth;
    }

    public StoredEvents events() {
        return events;
    }

    public OAuthClient client(String clientId) {
        return oauth.client(clientId).confidential();
    }

    /** An assertion about this user, for the JWT authorization grant. */
    public String assertion(String username) {
        return issuer.assertion(realmUrl(), username);
    }

    /** Its grants, compared with those that it gives without the product. */
    public ComparedGrants grants() {
        return new ComparedGrants(admin, events, oauth);
    }

    /** Shows this login theme, in English and German. */
    public void useTheme(String theme) {
        admin.change(themed -> {
            themed.setLoginTheme(theme);
            themed.setInternationalizationEnabled(true);
            themed.setDefaultLocale("en");
            themed.setSupportedLocales(Set.of("en", "de"));
        });
    }

    /** No error, and nothing that a server of this version does not have. */
    private void assertNothingFailed() throws IOException {
        List<String> log = server.log();
        assertThat(log).as("the product is there").anyMatch(line -> line.contains("Permission Scopes "));
        assertThat(log).noneMatch(line -> line.contains(" ERROR ") || line.matches(".*\\w+(Error|Exception)\\b.*"));
    }
}
