package io.github.permissionscopes.fake;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.models.ClientProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.RoleProvider;
import org.keycloak.tracing.TracingProvider;
import org.keycloak.urls.HostnameProvider;

/** What a server provides whatever is configured, and what a test adds. */
final class FakeProviders {

    private final Map<Class<?>, Object> providers = new HashMap<>();
    private final FakeEvents events;

    FakeProviders(FakeEvents events) {
        this.events = events;
        providers.put(EventListenerProvider.class, events.listener());
        providers.put(TracingProvider.class, FakeEvents.tracing());
        // No browser has one yet.
        providers.put(
                CookieProvider.class,
                Fake.of(CookieProvider.class).with("get", null).make());
        providers.put(
                HostnameProvider.class,
                Fake.of(HostnameProvider.class)
                        .on("getBaseUri", arguments -> URI.create("https://acme.example/"))
                        .make());
    }

    void put(Class<?> type, Object provider) {
        providers.put(type, provider);
    }

    /** @return null where there is none */
    Object get(Class<?> type) {
        return providers.get(type);
    }

    KeycloakSessionFactory factory(Supplier<KeycloakSession> another) {
        return Fake.of(KeycloakSessionFactory.class)
                .get("create", another)
                .with("getProviderFactory", null)
                .with("getSpis", Set.of())
                .on("getProviderFactoriesStream", arguments -> events.factories((Class<?>) arguments[0]))
                .make();
    }

    static RealmProvider realms(RealmModel only) {
        return Fake.of(RealmProvider.class).with("getRealm", only).make();
    }

    /** No role of the realm is a composite one. */
    static RoleProvider roles() {
        return Fake.of(RoleProvider.class)
                .get("getCompositeRolesStream", Stream::empty)
                .make();
    }

    static ClientProvider clients() {
        return Fake.of(ClientProvider.class).with("getClientById", null).make();
    }
}
