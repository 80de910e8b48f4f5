package io.github.permissionscopes.realm;

import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Which client scopes are this product's business. */
public final class ScopeProtocols {

    /** Those of verifiable credentials are assigned to clients of OpenID Connect, too. */
    private static final Set<String> JUDGED = Set.of(OIDCLoginProtocol.LOGIN_PROTOCOL, "oid4vc");

    private ScopeProtocols() {}

    /** @return whether the rule may meet the scope. Of SAML's, for example, no request asks for any */
    public static boolean areJudged(ClientScopeModel scope) {
        return areJudged(scope.getProtocol());
    }

    /** @param protocol of the scope; null for none */
    public static boolean areJudged(String protocol) {
        return protocol == null || JUDGED.contains(protocol);
    }

    /** @return whether the client's requests name scopes. Keycloak takes a client without a protocol for one of OpenID Connect */
    public static boolean asksForScopes(ClientModel client) {
        return client.getProtocol() == null || JUDGED.contains(client.getProtocol());
    }
}
