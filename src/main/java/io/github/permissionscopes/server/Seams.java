package io.github.permissionscopes.server;

import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.clientpolicy.ClientPolicyManager;

/**
 * Which factories the server has chosen. Of several with one id it takes the one with the highest order, so another
 * extension can take the product's place without a word.
 */
public final class Seams {

    /** The kind of the last check, behind which there is no other. */
    public static final String GUARD = "guard";

    /** The kind of the end of a login. What it leaves out, others catch. */
    public static final String LOGIN_PROTOCOL = "login_protocol";

    private static final String OIDC = "openid-connect";

    private static final String GUARD_SPI = "token-interceptor";

    /** Where the product's own are. */
    private static final String OURS = BuildInfo.class.getPackageName() + ".enforce.";

    private Seams() {}

    /** @return every grant type of the server, and every other moment at which the product acts */
    public static List<Seam> of(KeycloakSessionFactory factories) {
        Stream<Seam> grants = factories
                .getProviderFactoriesStream(OAuth2GrantType.class)
                .map(factory -> seam("grant_type", factory.getId(), factory))
                .sorted(Comparator.comparing(Seam::id));
        Stream<Seam> policies = Stream.of(factories.getProviderFactory(ClientPolicyManager.class))
                .map(factory -> seam("client_policies", factory.getId(), factory));
        Stream<Seam> action = Stream.of(seam(
                "required_action",
                PermissionScopes.REQUIRED_ACTION_ID,
                factories.getProviderFactory(RequiredActionProvider.class, PermissionScopes.REQUIRED_ACTION_ID)));
        Stream<Seam> protocol =
                Stream.of(seam(LOGIN_PROTOCOL, OIDC, factories.getProviderFactory(LoginProtocol.class, OIDC)));
        return Stream.of(action, protocol, grants, policies, guard(factories))
                .flatMap(seams -> seams)
                .toList();
    }

    /** Since 26.6; older servers have no such service, and the guard is a part of the grant types there. */
    private static Stream<Seam> guard(KeycloakSessionFactory factories) {
        return factories.getSpis().stream()
                .filter(spi -> spi.getName().equals(GUARD_SPI))
                .map(spi -> seam(GUARD, PermissionScopes.GUARD_ID, factory(factories, spi.getProviderClass())));
    }

    private static ProviderFactory<?> factory(KeycloakSessionFactory factories, Class<? extends Provider> type) {
        return factories.getProviderFactory(type, PermissionScopes.GUARD_ID);
    }

    private static Seam seam(String kind, String id, ProviderFactory<?> factory) {
        Class<?> provider = factory == null ? null : factory.getClass();
        boolean ours = provider != null && provider.getName().startsWith(OURS);
        return new Seam(kind, id, ours, provider == null ? "" : provider.getName());
    }
}
