package io.github.permissionscopes.rivals;

import org.keycloak.protocol.oidc.grants.ciba.CibaGrantTypeFactory;

/** Keycloak's CIBA grant, once more: the product's own is not asked. */
public final class RivalCibaFactory extends CibaGrantTypeFactory {

    @Override
    public int order() {
        return 1000;
    }
}
