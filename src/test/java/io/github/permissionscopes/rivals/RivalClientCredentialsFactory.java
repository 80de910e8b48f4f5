package io.github.permissionscopes.rivals;

import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantTypeFactory;

/** Keycloak's client credentials grant, once more: the product's own is not asked. */
public final class RivalClientCredentialsFactory extends ClientCredentialsGrantTypeFactory {

    @Override
    public int order() {
        return 1000;
    }
}
