package io.github.permissionscopes.lifecycle;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.Database;
import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.RealmProviderFactory;
import org.keycloak.models.jpa.JpaRealmProvider;
import org.keycloak.models.jpa.JpaRealmProviderFactory;
import org.keycloak.models.jpa.RealmAdapter;
import org.keycloak.models.jpa.entities.RealmEntity;

/**
 * Keycloak's realms in the database, whose switch keeps its settings. Keycloak's cache stands before them and asks them
 * when a realm is loaded or written, so a token request does not come here.
 *
 * <p>There is no other place: Keycloak 26.0 tells nobody that a required action is written.
 */
// AutoService cannot name the parameter of RealmProviderFactory; nor does a service file.
@SuppressWarnings("rawtypes")
@AutoService(RealmProviderFactory.class)
public final class SettingsKeepingRealmsFactory extends JpaRealmProviderFactory {

    private static final Logger LOG = Logger.getLogger(SettingsKeepingRealmsFactory.class);
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final int ORDER = 100;

    /** A {@code JpaRealmProvider}, to which Keycloak's factory casts what it gets. */
    @Override
    public JpaRealmProvider create(KeycloakSession session) {
        EntityManager entities = Database.of(session);
        try {
            return (JpaRealmProvider) keeping(session, entities);
        } catch (LinkageError e) {
            warnOnce(e);
            return super.create(session);
        }
    }

    /**
     * By its interface: so the class is loaded when this is called, and not when the factory's code is verified (JVMS
     * 4.10.1).
     */
    private static RealmProvider keeping(KeycloakSession session, EntityManager entities) {
        return new JpaRealmProvider(session, entities, null, null) {
            @Override
            public @Nullable RealmModel getRealm(String id) {
                RealmEntity realm = entities.find(RealmEntity.class, id);
                return realm == null ? null : keeping(session, entities, realm);
            }
        };
    }

    private static RealmModel keeping(KeycloakSession session, EntityManager entities, RealmEntity realm) {
        try {
            return new SettingsKeepingRealm(session, entities, realm);
        } catch (LinkageError e) {
            warnOnce(e);
            return new RealmAdapter(session, entities, realm);
        }
    }

    /**
     * A Keycloak whose classes are others than those that this one was made for: it goes on as it is without this one.
     */
    private static void warnOnce(LinkageError e) {
        if (WARNED.compareAndSet(false, true)) {
            LOG.warn(
                    "This Keycloak stores realms in another way than those that Permission Scopes knows: the console's switch"
                            + " of the required action empties its settings",
                    e);
        }
    }

    @Override
    public int order() {
        return ORDER;
    }
}
