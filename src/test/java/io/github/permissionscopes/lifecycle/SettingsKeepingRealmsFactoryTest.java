package io.github.permissionscopes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.JpaRealmProvider;
import org.keycloak.models.jpa.JpaRealmProviderFactory;
import org.keycloak.models.jpa.RealmAdapter;
import org.keycloak.models.jpa.entities.RealmEntity;

/** On a server whose storage classes have changed, so that one of ours cannot be made of them. */
class SettingsKeepingRealmsFactoryTest {

    private static final String FACTORY = SettingsKeepingRealmsFactory.class.getName();

    @Test
    void itsRealmsKeepTheirSettings() throws Exception {
        assertThat(realm("none").getClass().getName()).isEqualTo(SettingsKeepingRealm.class.getName());
    }

    @Test
    void realmsAreKeycloaksOwnWhereOursCannotBeMade() throws Exception {
        assertThat(realm(SettingsKeepingRealm.class.getName())).isExactlyInstanceOf(RealmAdapter.class);
    }

    @Test
    void theProviderIsKeycloaksOwnWhereOursCannotBeMade() throws Exception {
        assertThat(provider(FACTORY + "$1")).isExactlyInstanceOf(JpaRealmProvider.class);
        assertThat(realm(FACTORY + "$1")).isExactlyInstanceOf(RealmAdapter.class);
    }

    private static RealmModel realm(String unlinkable) throws Exception {
        return provider(unlinkable).getRealm("id");
    }

    private static JpaRealmProvider provider(String unlinkable) throws Exception {
        JpaRealmProviderFactory factory = (JpaRealmProviderFactory)
                new Ours(unlinkable).loadClass(FACTORY).getDeclaredConstructor().newInstance();
        EntityManager entities = answering(EntityManager.class, Map.of("find", new RealmEntity()));
        JpaConnectionProvider database = answering(JpaConnectionProvider.class, Map.of("getEntityManager", entities));
        return factory.create(answering(KeycloakSession.class, Map.of("getProvider", database)));
    }

    private static <T> T answering(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    /** Loads our classes anew, and cannot link one of them. */
    private static final class Ours extends ClassLoader {

        private final String unlinkable;

        Ours(String unlinkable) {
            super(Ours.class.getClassLoader());
            this.unlinkable = unlinkable;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(unlinkable)) {
                throw new IncompatibleClassChangeError(name);
            }
            return name.startsWith(SettingsKeepingRealm.class.getName()) && findLoadedClass(name) == null
                    ? define(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
