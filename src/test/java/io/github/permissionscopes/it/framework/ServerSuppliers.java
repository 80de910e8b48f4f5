package io.github.permissionscopes.it.framework;

import java.util.List;
import org.keycloak.testframework.TestFrameworkExtension;
import org.keycloak.testframework.injection.Supplier;

/**
 * Says to Keycloak's test framework on what else its server may run, for {@code kc.test.server} and
 * {@code kc.test.database}. It is found by its name in {@code META-INF/services}.
 */
public final class ServerSuppliers implements TestFrameworkExtension {

    @Override
    public List<Supplier<?, ?>> suppliers() {
        return List.of(new ContainerSupplier(), new AddressSupplier(), new PostgresSupplier());
    }
}
