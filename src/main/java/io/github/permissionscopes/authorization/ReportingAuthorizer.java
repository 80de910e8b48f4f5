package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.telemetry.RulingReporter;
import java.util.Optional;
import org.keycloak.events.EventBuilder;

/** Writes refusals to the request's event, and stores the ruling in the request's state. */
record ReportingAuthorizer(ScopeAuthorizer delegate, RequestState state, EventBuilder event)
        implements ScopeAuthorizer {

    @Override
    public Optional<Ruling> authorize(ScopeQuestion question) {
        Optional<Ruling> ruling = delegate.authorize(question);
        ruling.ifPresent(found -> {
            state.reported(question, found);
            RulingReporter.report(event, found, question.client().getClientId());
        });
        return ruling;
    }
}
