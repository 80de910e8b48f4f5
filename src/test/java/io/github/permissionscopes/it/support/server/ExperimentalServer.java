package io.github.permissionscopes.it.support.server;

import org.keycloak.common.Profile;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** As {@link ProductServer}, with experimental features: for scopes, for {@code resource}, and for another grant. */
public final class ExperimentalServer implements KeycloakServerConfig {

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        return new ProductServer()
                .configure(server)
                .features(
                        Profile.Feature.PARAMETERIZED_SCOPES,
                        Profile.Feature.RESOURCE_INDICATORS,
                        Profile.Feature.TRANSIENT_USERS,
                        Profile.Feature.OID4VC_VCI,
                        Profile.Feature.OID4VC_VCI_PREAUTH_CODE,
                        Profile.Feature.OID4VC_VCI_REST_CREDENTIAL_OFFER);
    }
}
