package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import io.github.permissionscopes.telemetry.EnforcementReport;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Counts verdicts in metrics, and logs one warning where this server bypasses a part of the product. */
record CountingAuthorizer(ScopeAuthorizer delegate, KeycloakSession session) implements ScopeAuthorizer {

    @Override
    public Optional<Ruling> authorize(ScopeQuestion question) {
        Optional<Ruling> ruling = delegate.authorize(question);
        ruling.ifPresent(found -> {
            EnforcementReport.writeOnce(session.getKeycloakSessionFactory());
            DecisionMetrics.count(RequestState.of(session)::isFirst, question.client(), question.subject(), found);
        });
        return ruling;
    }
}
