package io.github.permissionscopes.login;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.LoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/** Replaces Keycloak's {@code openid-connect} login protocol with {@link ScopeCheckedLoginProtocol}. */
@AutoService(LoginProtocolFactory.class)
public final class ScopeCheckedLoginProtocolFactory extends OIDCLoginProtocolFactory
        implements EnforcementPointFactory {

    /** Of two factories with the same id, Keycloak takes the one with the higher order; its own has 0. */
    private static final int ORDER = 100;

    @Override
    public LoginProtocol create(KeycloakSession session) {
        return new ScopeCheckedLoginProtocol(session, (OIDCLoginProtocol) super.create(session));
    }

    @Override
    public int order() {
        return ORDER;
    }
}
