package io.github.permissionscopes.authorization;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import io.github.permissionscopes.telemetry.RulingReporter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.RealmModel;

/**
 * Handles an error inside the product. In a realm that enforces, the error fails or narrows the request. In a realm
 * that only reports, the request continues as if the product were absent, and the fault is recorded.
 */
public final class Fault {

    private static final Logger LOG = Logger.getLogger(Fault.class);

    private Fault() {}

    /**
     * Runs a judgement and absorbs its failure unless the realm enforces.
     *
     * @param judging in a realm that enforces, may throw the response to a rejected request
     * @return the result of {@code judging}; empty if it fails in a realm that does not enforce
     */
    public static <T> Optional<T> orNothing(
            RequestState state, RealmModel realm, Optional<EventBuilder> event, Supplier<Optional<T>> judging) {
        try {
            return judging.get();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (isIgnored(state, realm, event, e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Writes an ignorable fault to the log, the event and metrics.
     *
     * @return true if the request continues, because the realm does not enforce
     */
    public static boolean isIgnored(
            RequestState state, RealmModel realm, Optional<EventBuilder> event, Throwable fault) {
        if (state.enforces(realm)) {
            return false;
        }
        LOG.errorf(
                fault,
                "A request in realm %s could not be judged; it goes on, since the realm does not enforce",
                realm.getId());
        if (state.settings(realm).isPresent()) {
            DecisionMetrics.countUnevaluated(realm, Mode.REPORT);
            event.ifPresent(of -> of.detail(RulingReporter.SCOPE_REFUSED_REASONS, Reason.EVALUATION_FAILED.code())
                    .detail(RulingReporter.MODE, SwitchConfig.value(Mode.REPORT)));
        }
        return true;
    }
}
