package io.github.permissionscopes.it.support.client;

import static io.github.permissionscopes.demo.DemoRealm.SECRET;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.List;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;
import org.keycloak.representations.idm.authorization.ResourceServerRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;

/** How a confidential client is registered that may use every grant. */
public final class EveryGrantClient {

    public static final String ID = "every-grant";

    /** The same, but for token exchange, of which a client has either the standard or the legacy one. */
    public static final String LEGACY_ID = "every-grant-legacy";

    public static final String SERVICE_ACCOUNT = "service-account-" + ID;

    private EveryGrantClient() {}

    public static ClientBuilder registration(String clientId) {
        ResourceServerRepresentation resources = new ResourceServerRepresentation();
        // Every resource is given to everybody: a ticket is about scopes of another kind.
        resources.setPolicyEnforcementMode(PolicyEnforcementMode.PERMISSIVE);
        resources.setResources(List.of(new ResourceRepresentation("address book")));
        ClientBuilder client = DemoRealm.application(clientId, DemoRealm.CONTACTS)
                .publicClient(false)
                .secret(SECRET)
                .serviceAccountsEnabled(true)
                .authorizationServicesEnabled(true)
                .attribute("oauth2.device.authorization.grant.enabled", "true")
                .attribute("oauth2.device.polling.interval", "1")
                .attribute("oidc.ciba.grant.enabled", "true")
                .attribute("ciba.backchannel.token.delivery.mode", "poll")
                .attribute("oauth2.jwt.authorization.grant.enabled", "true")
                .attribute("oauth2.jwt.authorization.grant.idp", ForeignIssuer.ALIAS)
                .attribute("standard.token.exchange.enabled", String.valueOf(clientId.equals(ID)));
        client.build().setImplicitFlowEnabled(true);
        client.build().setAuthorizationSettings(resources);
        return client;
    }
}
