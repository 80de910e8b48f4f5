package io.github.permissionscopes.authorization;

import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetResolver;
import java.util.Collection;
import java.util.Optional;

/**
 * The API of a request that redeems a grant. The request may name the API of the grant or nothing (RFC 8707 §2.2).
 *
 * @param state keeps what is resolved
 * @param targets of the client that redeems
 */
public record RedeemedTarget(RequestState state, TargetResolver targets) {

    /**
     * @param granted the API of the grant, as the grant carries it; empty for none
     * @param names what the request names
     * @return the API that the scopes are judged for
     * @throws InvalidTarget for a wrong name, and for another API than was granted, where the realm enforces
     */
    public Optional<TargetApi> of(Optional<String> granted, Collection<String> names) {
        Optional<TargetApi> named = state.resolved(targets.named(names)).target();
        if (granted.isEmpty() && !targets.enforces()) {
            return named;
        }
        Optional<TargetApi> carried =
                granted.flatMap(id -> state.resolved(targets.carried(id)).target());
        if (targets.enforces()
                && named.isPresent()
                && !named.map(TargetApi::clientId).equals(carried.map(TargetApi::clientId))) {
            throw new InvalidTarget("The resource is not the one that was granted");
        }
        return carried;
    }
}
