package io.github.permissionscopes.it.support.admin;

import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;

import io.github.permissionscopes.it.support.client.OAuth;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * A realm that a test has made itself.
 *
 * @param url for example {@code http://localhost:8080/realms/demo}
 */
public record NewRealm(String name, String url, Keycloak keycloak) {

    public RealmResource resource() {
        return keycloak.realm(name);
    }

    /** Nothing is undone: the realm ends with the test. */
    public RealmAdmin admin() {
        return new RealmAdmin(resource());
    }

    /** The product's administration of it. */
    public Administration administration() {
        return new Administration(url, keycloak.tokenManager()::getAccessTokenString);
    }

    public OAuth oauth() {
        return new OAuth(url, REDIRECT_URI);
    }
}
