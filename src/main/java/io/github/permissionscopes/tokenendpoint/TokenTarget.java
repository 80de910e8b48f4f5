package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.RedeemedTarget;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;

/** The API that a token request names. What is wrong with it is answered by {@link ScopeCheckedGrantType}. */
record TokenTarget(GrantRequest request) {

    /**
     * @return the API that the scopes are judged for
     * @throws InvalidTarget as {@link io.github.permissionscopes.resource.Resolution#target}
     */
    Optional<TargetApi> asked() {
        return resolve(names());
    }

    /**
     * As above, in a grant whose tokens are only seen by the post-processor that servers before 26.6 do not have.
     *
     * @throws InvalidTarget also where the token could not be made one for this API
     */
    Optional<TargetApi> askedOfPostProcessor(Collection<String> names) {
        Optional<TargetApi> target = resolve(names);
        if (ResponseGuard.NEEDED && request.state().target().api().isPresent()) {
            throw new InvalidTarget("This server cannot issue a token for one resource in this grant");
        }
        return target;
    }

    /**
     * Where a grant is used: the same API or nothing may be named (RFC 8707 §2.2).
     *
     * @param granted the API of the grant, as the grant carries it; empty for none
     * @throws InvalidTarget also for another one
     */
    Optional<TargetApi> granted(Optional<String> granted) {
        return new RedeemedTarget(request.state(), request.targets()).of(granted, names());
    }

    /**
     * For a grant whose tokens cannot be narrowed.
     *
     * @throws InvalidTarget if an API is named and the realm enforces
     */
    void none() {
        if (request.enforces() && !request.token().resources().isEmpty() && isOurs()) {
            throw new InvalidTarget("This grant issues no token for one resource");
        }
    }

    /** @return whether what the request names concerns the product; where no client is known yet, it does */
    boolean isOurs() {
        return request.client() == null || request.targets().concerns();
    }

    /** None in a UMA grant, in whose middle a client credentials grant may run: there {@code audience} is another thing. */
    Set<String> names() {
        return OAuth2Constants.UMA_GRANT_TYPE.equals(request.parameter(OAuth2Constants.GRANT_TYPE))
                ? Set.of()
                : request.token().resources();
    }

    private Optional<TargetApi> resolve(Collection<String> names) {
        return request.state().resolved(request.targets().named(names)).target();
    }
}
