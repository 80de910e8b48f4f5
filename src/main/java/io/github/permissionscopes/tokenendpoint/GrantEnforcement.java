package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.resource.InvalidTarget;

/** The enforcement point of one grant type: narrows a token request before Keycloak's own grant type reads it. */
@FunctionalInterface
interface GrantEnforcement {

    /**
     * @throws InvalidTarget if the request names an API that it cannot have a token for
     * @throws org.keycloak.services.CorsErrorResponseException with the answer to a request that is rejected
     */
    void enforce(GrantRequest request);
}
