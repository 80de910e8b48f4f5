package io.github.permissionscopes.resource;

import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Resolves the target of a request that redeems a grant. Such a request may name the grant's API or none (RFC 8707
 * §2.2).
 *
 * @param targets of the client that redeems the grant
 * @param stored keeps each resolution for the rest of the request, and returns it
 */
public record RedeemedTarget(TargetResolver targets, UnaryOperator<Resolution> stored) {

    /**
     * @param granted the API that the grant carries; empty for none
     * @param names the APIs that the request names
     * @return the API that the scopes are judged for
     * @throws InvalidTarget if the realm enforces and a name is invalid, or names an API other than the granted one
     */
    public Optional<TargetApi> of(Optional<String> granted, Collection<String> names) {
        Optional<TargetApi> named = stored.apply(targets.named(names)).target();
        if (granted.isEmpty() && !targets.enforces()) {
            return named;
        }
        Optional<TargetApi> carried =
                granted.flatMap(id -> stored.apply(targets.carried(id)).target());
        if (targets.enforces()
                && named.isPresent()
                && !named.map(TargetApi::clientId).equals(carried.map(TargetApi::clientId))) {
            throw new InvalidTarget("The resource is not the one that was granted");
        }
        return carried;
    }
}
