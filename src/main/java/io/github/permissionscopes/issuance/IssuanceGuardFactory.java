package io.github.permissionscopes.issuance;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Registers {@link IssuanceGuard} since 26.6. Older servers do not know the service and never load this class. */
@AutoService(TokenPostProcessorFactory.class)
public final class IssuanceGuardFactory implements TokenPostProcessorFactory, EnforcementPointFactory {

    /** Last: Keycloak runs post-processors in descending order. */
    private static final int LAST = -10_000;

    @Override
    public String getId() {
        return PermissionScopes.GUARD_ID;
    }

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new IssuanceGuard(session);
    }

    @Override
    public int order() {
        return LAST;
    }
}
