package io.github.permissionscopes.it.support.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.admin.StoredEvents;
import io.github.permissionscopes.it.support.admin.Undo;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.realm.UserBuilder;

/** An older server with the product: {@link GrantTour}'s realm, with the switch on. Each test's changes are undone. */
public final class OlderServer implements AutoCloseable, AfterEachCallback, AfterAllCallback {

    /** The client with {@code delete:contacts} as a default scope: nobody asks for it, and no seam can take it out. */
    public static final String DEFAULT_ID = "with-a-default";

    public static final String DEFAULT_SERVICE_ACCOUNT = "service-account-" + DEFAULT_ID;

    private static final String SINCE_JWT_GRANT = "26.5";

    private final ForeignIssuer issuer = new ForeignIssuer();
    private final StandaloneServer server;
    private final Keycloak keycloak;
    private final RealmAdmin admin;
    private final StoredEvents events;
    private final OAuth oauth;
    private final Undo undo = Undo.at(all -> this.atEnd = all);
    private Runnable atEnd = () -> {};

    /** @param features of Keycloak beyond those that the grants need */
    public static OlderServer running(String... features) {
        String name = String.join(
                "-", Stream.concat(Stream.of("older"), Stream.of(features)).toList());
        return TestServers.running(name, OlderServer.class, () -> new OlderServer(name, features));
    }

    private OlderServer(String name, String... features) throws IOException, InterruptedException {
        server = TestServers.older(name);
        server.deploy(TestServers.productJar());
        server.reset(realmFile());
        TestServers.startOlder(server, features);
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

    private RealmRepresentation realmFile() {
        RealmRepresentation realm = GrantTour.realm(issuer);
        if (!hasJwtGrant()) {
            // Unknown there, and nobody is linked to what is unknown.
            realm.setIdentityProviders(null);
            realm.getUsers().forEach(user -> user.setFederatedIdentities(null));
        }
        ClientRepresentation client = EveryGrantClient.registration(DEFAULT_ID).build();
        makeDefault(DemoRealm.DELETE_CONTACTS, client);
        List<ClientRepresentation> clients = new ArrayList<>(realm.getClients());
        clients.add(client);
        realm.setClients(clients);
        List<UserRepresentation> users = new ArrayList<>(realm.getUsers());
        users.add(UserBuilder.create(DEFAULT_SERVICE_ACCOUNT)
                .serviceAccountId(DEFAULT_ID)
                .enabled(true)
                .clientRoles(DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS)
                .build());
        realm.setUsers(users);
        return realm;
    }

    private static void makeDefault(String scope, ClientRepresentation client) {
        List<String> optional = new ArrayList<>(client.getOptionalClientScopes());
        optional.remove(scope);
        client.setOptionalClientScopes(optional);
        List<String> defaults = new ArrayList<>(client.getDefaultClientScopes());
        defaults.add(scope);
        client.setDefaultClientScopes(defaults);
    }

    @Override
    public void close() throws IOException {
        keycloak.close();
        server.stop();
        assertNothingFailed();
    }

    public boolean hasJwtGrant() {
        return TestServers.olderIsSince(SINCE_JWT_GRANT);
    }

    public EventType jwtGrantEvent() {
        return TestServers.olderIsSince("26.6") ? EventType.JWT_AUTHORIZATION_GRANT : EventType.LOGIN;
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
        undo.before("api " + api, () -> () -> administration().delete("apis/" + api));
        return administration().put("apis/" + api, definition);
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
