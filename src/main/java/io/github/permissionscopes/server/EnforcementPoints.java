package io.github.permissionscopes.server;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.clientpolicy.ClientPolicyManager;

/**
 * Finds out which factory the server chose at each enforcement point. Of several factories with the same id it takes
 * the one with the highest order, so another extension can silently replace the product.
 */
public final class EnforcementPoints {

    /** The kind of the last check; no other check follows it. */
    public static final String GUARD = "guard";

    /** The kind of the end of a login. Other checks catch what it misses. */
    public static final String LOGIN_PROTOCOL = "login_protocol";

    private static final String OIDC = "openid-connect";

    private static final String GUARD_SPI = "token-interceptor";

    private EnforcementPoints() {}

    /** @return every grant type of the server, and every other enforcement point of the product */
    public static List<EnforcementPoint> of(KeycloakSessionFactory factories) {
        Stream<EnforcementPoint> grants = factories
                .getProviderFactoriesStream(OAuth2GrantType.class)
                .map(factory -> point("grant_type", factory.getId(), factory))
                .sorted(Comparator.comparing(EnforcementPoint::id));
        Stream<EnforcementPoint> policies = Stream.of(factories.getProviderFactory(ClientPolicyManager.class))
                .map(factory -> point("client_policies", factory.getId(), factory));
        Stream<EnforcementPoint> action = Stream.of(point(
                "required_action",
                PermissionScopes.REQUIRED_ACTION_ID,
                factories.getProviderFactory(RequiredActionProvider.class, PermissionScopes.REQUIRED_ACTION_ID)));
        Stream<EnforcementPoint> protocol =
                Stream.of(point(LOGIN_PROTOCOL, OIDC, factories.getProviderFactory(LoginProtocol.class, OIDC)));
        return Stream.of(action, protocol, grants, policies, guard(factories))
                .flatMap(points -> points)
                .toList();
    }

    /** Since 26.6. Older servers have no such service; their grant types contain the guard. */
    private static Stream<EnforcementPoint> guard(KeycloakSessionFactory factories) {
        return factories.getSpis().stream()
                .filter(spi -> spi.getName().equals(GUARD_SPI))
                .map(spi -> point(GUARD, PermissionScopes.GUARD_ID, factory(factories, spi.getProviderClass())));
    }

    private static ProviderFactory<?> factory(KeycloakSessionFactory factories, Class<? extends Provider> type) {
        return factories.getProviderFactory(type, PermissionScopes.GUARD_ID);
    }

    private static EnforcementPoint point(String kind, String id, @Nullable ProviderFactory<?> factory) {
        return new EnforcementPoint(
                kind,
                id,
                factory instanceof EnforcementPointFactory,
                factory == null ? "" : factory.getClass().getName());
    }
}
