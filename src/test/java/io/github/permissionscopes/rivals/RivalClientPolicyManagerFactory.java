package io.github.permissionscopes.rivals;

import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;

/** Keycloak's client policies, once more: the product's own is not asked. */
public final class RivalClientPolicyManagerFactory extends DefaultClientPolicyManagerFactory {

    @Override
    public int order() {
        return 1000;
    }
}
