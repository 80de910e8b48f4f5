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
 * Something of ours has failed. Where a realm enforces, the request fails with it, or goes on with less. A realm that only
 * reports changes nothing, also then: the request goes on as without the product, and the fault is on record.
 */
public final class Fault {

    private static final Logger LOG = Logger.getLogger(Fault.class);

    private Fault() {}

    /**
     * @param judging may throw its answer to a rejected request, in a realm that enforces
     * @return what it says; empty where it fails in a realm that does not enforce
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
     * Writes the fault to log, event and metrics, where it is to be ignored.
     *
     * @return whether the request goes on
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
