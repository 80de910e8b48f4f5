package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Ruling;
import java.util.Optional;

/** Rules on requested scopes. {@link Authorizers} has the ones that there are. */
@FunctionalInterface
public interface ScopeAuthorizer {

    /**
     * Nothing is remembered between two calls: a role that came or went in between counts. Where the rule cannot be
     * evaluated, protected scopes are refused.
     *
     * @return what to do; empty where nothing is to be decided, since the realm's switch is off
     * @throws RuntimeException if the rule cannot be evaluated where a grant is used again ({@link
     *     io.github.permissionscopes.decision.Occasion#RENEWAL}) in a realm that enforces
     */
    Optional<Ruling> authorize(ScopeQuestion question);
}
