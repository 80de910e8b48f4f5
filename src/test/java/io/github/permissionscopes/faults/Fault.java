package io.github.permissionscopes.faults;

import jakarta.persistence.PersistenceException;
import java.util.function.Consumer;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** What happens when the product reads. */
public enum Fault {
    /** The database refuses the read. */
    DATABASE_REFUSES {
        @Override
        void happen(KeycloakSession session) {
            throw new PersistenceException(MESSAGE);
        }
    },

    /** As above, and the transaction of the request is lost. */
    TRANSACTION_BREAKS {
        @Override
        void happen(KeycloakSession session) {
            session.getTransactionManager().setRollbackOnly();
            throw new PersistenceException(MESSAGE);
        }
    },

    /** A mistake in the code that reads. */
    CODE_FAILS {
        @Override
        void happen(KeycloakSession session) {
            throw new IllegalStateException(MESSAGE);
        }
    },

    /** A class is missing, as on a server that the code was not compiled for. */
    CLASS_IS_MISSING {
        @Override
        void happen(KeycloakSession session) {
            throw new NoClassDefFoundError(MESSAGE);
        }
    },

    /** Groups or composite roles without an end. */
    STACK_OVERFLOWS {
        @Override
        void happen(KeycloakSession session) {
            throw new StackOverflowError(MESSAGE);
        }
    },

    /** An administrator deletes the required role at this moment. */
    ROLE_DISAPPEARS(true) {
        @Override
        void happen(KeycloakSession session) {
            meanwhile(session, realm -> {
                ClientModel api = realm.getClientByClientId(API);
                api.removeRole(api.getRole(SCOPE));
            });
        }
    },

    /** An administrator deletes the client scope at this moment. */
    CLIENT_SCOPE_DISAPPEARS(true) {
        @Override
        void happen(KeycloakSession session) {
            meanwhile(session, realm -> realm.getClientScopesStream()
                    .filter(scope -> scope.getName().equals(SCOPE))
                    .map(ClientScopeModel::getId)
                    .toList()
                    .forEach(realm::removeClientScope));
        }
    };

    static final String MESSAGE = "ordered by a test";
    static final String API = "contacts-api";
    static final String SCOPE = "delete:contacts";

    private final boolean once;

    Fault() {
        this(false);
    }

    Fault(boolean once) {
        this.once = once;
    }

    /** Whether it happens at the first read only; otherwise at every one. */
    boolean happensOnce() {
        return once;
    }

    abstract void happen(KeycloakSession session);

    private static void meanwhile(KeycloakSession session, Consumer<RealmModel> change) {
        String realmId = session.getContext().getRealm().getId();
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), other -> {
            RealmModel realm = other.realms().getRealm(realmId);
            other.getContext().setRealm(realm);
            change.accept(realm);
        });
    }
}
