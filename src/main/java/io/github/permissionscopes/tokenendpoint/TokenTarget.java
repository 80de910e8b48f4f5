package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ApiNaming;
import io.github.permissionscopes.authorization.InvalidTarget;
import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.config.RealmSwitch;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/** The API that a token request names. What is wrong with it is answered by {@link ScopeCheckedGrantType}. */
final class TokenTarget {

    private TokenTarget() {}

    /** @throws InvalidTarget as {@link ApiNaming#take} */
    static Optional<NamedApi> asked(OAuth2GrantType.Context context) {
        return ApiNaming.take(context.getSession(), context.getClient(), names(context));
    }

    /**
     * As above, in a grant whose tokens are only seen by the post-processor that servers before 26.6 do not have.
     *
     * @throws InvalidTarget also where the token could not be made one for this API
     */
    static Optional<NamedApi> askedOfPostProcessor(OAuth2GrantType.Context context, Collection<String> names) {
        Optional<NamedApi> api = ApiNaming.take(context.getSession(), context.getClient(), names);
        if (ResponseGuard.NEEDED && NamedApi.ofRequest(context.getSession()).isPresent()) {
            throw new InvalidTarget("This server cannot issue a token for one resource in this grant");
        }
        return api;
    }

    /**
     * @param granted the API of the grant that is used, as the grant carries it
     * @throws InvalidTarget as {@link ApiNaming#takeGranted}
     */
    static Optional<NamedApi> granted(OAuth2GrantType.Context context, Optional<String> granted) {
        return ApiNaming.takeGranted(context.getSession(), context.getClient(), granted, names(context));
    }

    /**
     * For a grant whose tokens cannot be narrowed.
     *
     * @throws InvalidTarget if an API is named and the realm enforces
     */
    static void none(OAuth2GrantType.Context context) {
        if (RealmSwitch.enforces(context.getRealm())
                && !TokenRequest.named(context.getSession()).isEmpty()
                && isOurs(context)) {
            throw new InvalidTarget("This grant issues no token for one resource");
        }
    }

    /** @return whether what the request names concerns the product; where no client is known yet, it does */
    static boolean isOurs(OAuth2GrantType.Context context) {
        return context.getClient() == null || ApiNaming.concerns(context.getClient());
    }

    /** None in a UMA grant, in whose middle a client credentials grant may run: there {@code audience} is another thing. */
    static Set<String> names(OAuth2GrantType.Context context) {
        return OAuth2Constants.UMA_GRANT_TYPE.equals(context.getFormParams().getFirst(OAuth2Constants.GRANT_TYPE))
                ? Set.of()
                : TokenRequest.named(context.getSession());
    }
}
