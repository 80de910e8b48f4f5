package io.github.permissionscopes.realm;

import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Decides by protocol which client scopes the product covers. */
public final class ScopeProtocols {

    /** Scopes of verifiable credentials are assigned to OpenID Connect clients, too. */
    private static final Set<String> JUDGED = Set.of(OIDCLoginProtocol.LOGIN_PROTOCOL, "oid4vc");

    private ScopeProtocols() {}

    /** @return whether the rule can apply to the scope. Scopes of SAML, for example, are never requested */
    public static boolean areJudged(ClientScopeModel scope) {
        return areJudged(scope.getProtocol());
    }

    /** @param protocol of the scope; null for none */
    public static boolean areJudged(String protocol) {
        return protocol == null || JUDGED.contains(protocol);
    }

    /**
     * @return whether the client's requests name scopes. Keycloak treats a client without a protocol as one of OpenID
     *     Connect
     */
    public static boolean asksForScopes(ClientModel client) {
        return client.getProtocol() == null || JUDGED.contains(client.getProtocol());
    }
}
