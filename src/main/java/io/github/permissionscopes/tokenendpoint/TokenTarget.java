package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.RedeemedTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;

/**
 * The API that a token request names as the target of its token. {@link ScopeCheckedGrantType} responds to an invalid
 * one.
 */
record TokenTarget(GrantRequest request) {

    /**
     * @return the API that the scopes are judged for
     * @throws InvalidTarget as {@link io.github.permissionscopes.resource.Resolution#target}
     */
    Optional<TargetApi> asked() {
        return resolve(names());
    }

    /**
     * Resolves names in a grant whose tokens only a post-processor can narrow; servers before 26.6 have none.
     *
     * @throws InvalidTarget also if the token could not be narrowed to this API
     */
    Optional<TargetApi> askedOfPostProcessor(Collection<String> names) {
        Optional<TargetApi> target = resolve(names);
        if (ResponseGuard.NEEDED && request.state().target().api().isPresent()) {
            throw new InvalidTarget("This server cannot issue a token for one resource in this grant");
        }
        return target;
    }

    /**
     * Resolves the target where a grant is redeemed: the request may name the same API or none (RFC 8707 §2.2).
     *
     * @param granted the API that the grant carries; empty for none
     * @throws InvalidTarget also for another API
     */
    Optional<TargetApi> granted(Optional<String> granted) {
        return new RedeemedTarget(request.targets(), request.state()::resolved).of(granted, names());
    }

    /**
     * Checks a grant whose tokens cannot be narrowed.
     *
     * @throws InvalidTarget if the request names an API and the realm enforces
     */
    void none() {
        if (request.enforces() && !request.token().resources().isEmpty() && isOurs()) {
            throw new InvalidTarget("This grant issues no token for one resource");
        }
    }

    /** @return whether the product covers what the request names; true if no client is known yet */
    boolean isOurs() {
        return !request.hasClient() || request.targets().concerns();
    }

    /**
     * Empty in a UMA grant, which may run a client credentials grant inside: its {@code audience} means something else.
     */
    Set<String> names() {
        return OAuth2Constants.UMA_GRANT_TYPE.equals(request.parameter(OAuth2Constants.GRANT_TYPE))
                ? Set.of()
                : request.token().resources();
    }

    private Optional<TargetApi> resolve(Collection<String> names) {
        return request.state().resolved(request.targets().named(names)).target();
    }
}
