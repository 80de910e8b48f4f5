package io.github.permissionscopes.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.utils.UserModelDelegate;
import org.keycloak.storage.DatastoreProvider;
import org.keycloak.storage.datastore.DefaultDatastoreProvider;
import org.keycloak.storage.datastore.DefaultDatastoreProviderFactory;

/** Keycloak's datastore, whose users may fail when their roles are read. */
public final class FaultyDatastoreFactory extends DefaultDatastoreProviderFactory {

    private static final int ORDER = 100;

    @Override
    public DatastoreProvider create(KeycloakSession session) {
        return new DefaultDatastoreProvider(this, session) {
            @Override
            public UserProvider users() {
                return faulty(super.users(), session);
            }
        };
    }

    @Override
    public int order() {
        return ORDER;
    }

    private static UserProvider faulty(UserProvider users, KeycloakSession session) {
        return (UserProvider) Proxy.newProxyInstance(
                FaultyDatastoreFactory.class.getClassLoader(),
                new Class<?>[] {UserProvider.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(users, arguments);
                        return answer instanceof UserModel user ? new FaultyUser(user, session) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static final class FaultyUser extends UserModelDelegate {

        private final KeycloakSession session;

        FaultyUser(UserModel user, KeycloakSession session) {
            super(user);
            this.session = session;
        }

        @Override
        public Stream<RoleModel> getRoleMappingsStream() {
            OrderedFault.onRead(session, getUsername());
            return super.getRoleMappingsStream();
        }
    }
}
