package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import java.util.Optional;

/** Measures the duration of a ruling. */
record TimingAuthorizer(ScopeAuthorizer delegate) implements ScopeAuthorizer {

    @Override
    public Optional<Ruling> authorize(ScopeQuestion question) {
        return DecisionMetrics.timed(() -> delegate.authorize(question));
    }
}
