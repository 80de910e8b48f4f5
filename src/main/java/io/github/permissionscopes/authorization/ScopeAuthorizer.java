package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Ruling;
import java.util.Optional;

/** Rules on requested scopes. {@link Authorizers} creates the implementations. */
@FunctionalInterface
public interface ScopeAuthorizer {

    /**
     * Answers the question from the current state. Nothing is cached between calls: a role that was granted or revoked
     * in between counts. If the rule cannot be evaluated, protected scopes are refused.
     *
     * @return the ruling; empty if nothing is to be decided, because the realm's switch is off
     * @throws RuntimeException if the rule cannot be evaluated for the renewal of a grant
     *     ({@link io.github.permissionscopes.decision.Occasion#RENEWAL}) in a realm that enforces
     */
    Optional<Ruling> authorize(ScopeQuestion question);
}
