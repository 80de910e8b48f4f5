package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict;
import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Records rulings in the server's metrics. Every verdict about a protected scope counts once per HTTP request, since a
 * login is judged at least twice. Does nothing on a server without metrics, and never fails a request.
 */
public final class DecisionMetrics {

    /** Label of a verdict that is not a refusal: every line of a counter has the same labels. */
    static final String NO_REASON = "none";

    private static final Logger LOG = Logger.getLogger(DecisionMetrics.class);

    private DecisionMetrics() {}

    /**
     * Measures the duration of a decision.
     *
     * @return the decision; an empty one, made while the switch is off, is not measured
     */
    public static <T> Optional<T> timed(Supplier<Optional<T>> decision) {
        if (!Meters.areOn()) {
            return decision.get();
        }
        long start = System.nanoTime();
        Optional<T> made = decision.get();
        made.ifPresent(found -> harmless(() -> DecisionMeters.took(System.nanoTime() - start)));
        return made;
    }

    /**
     * Counts the ruling of an enforcement point. Refusals of default scopes are counted where the tokens are stopped.
     */
    public static void count(Predicate<Object> isFirst, ClientModel client, UserModel subject, Ruling ruling) {
        if (!Meters.areOn()) {
            return;
        }
        Set<String> requested = new HashSet<>(ruling.decision().requested().names());
        List<Verdict> verdicts = ruling.decision().verdicts().stream()
                .filter(verdict ->
                        requested.contains(verdict.scope()) || verdict instanceof Added || verdict instanceof Refused)
                .filter(verdict -> !(verdict instanceof Refused refused
                        && ruling.stopping().contains(refused)))
                .toList();
        countOnce(isFirst, client, subject, verdicts, ruling.settings());
    }

    /** Counts what the last check refused in a token. */
    public static void countStopped(
            Predicate<Object> isFirst, ClientModel client, UserModel subject, List<Refused> refused) {
        countOnce(isFirst, client, subject, refused, Settings.DEFAULT);
    }

    /**
     * Counts a request whose scopes could not be judged. It was rejected, or continued in a realm that only reports.
     */
    public static void countUnevaluated(RealmModel realm, Mode mode) {
        if (Meters.areOn()) {
            harmless(() -> DecisionMeters.count(
                    realm.getName(), SwitchConfig.value(mode), "refused", Reason.EVALUATION_FAILED.code()));
        }
    }

    private static void countOnce(
            Predicate<Object> isFirst,
            ClientModel client,
            UserModel subject,
            List<? extends Verdict> verdicts,
            Settings settings) {
        if (Meters.areOn()) {
            harmless(() -> {
                if (isFirst.test(new Counted(client.getId(), subject.getId(), List.copyOf(verdicts)))) {
                    String realm = client.getRealm().getName();
                    verdicts.forEach(verdict -> count(realm, verdict, settings));
                }
            });
        }
    }

    private static void count(String realm, Verdict verdict, Settings settings) {
        // Unprotected scopes do not count: Keycloak handles them, and every request has some.
        if (verdict instanceof Granted granted) {
            count(realm, settings, granted.apis(), "granted", NO_REASON);
        } else if (verdict instanceof Added added) {
            count(realm, settings, added.apis(), "added", NO_REASON);
        } else if (verdict instanceof Refused refused) {
            count(realm, settings, refused.apis(), "refused", refused.reason().code());
        }
    }

    /** With the mode that applies to this scope: an API that is only reported on is not enforced. */
    private static void count(String realm, Settings settings, Set<String> apis, String verdict, String reason) {
        Mode mode = settings.enforces(apis) ? Mode.ENFORCE : Mode.REPORT;
        DecisionMeters.count(realm, SwitchConfig.value(mode), verdict, reason);
    }

    private static void harmless(Runnable measuring) {
        try {
            measuring.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("A decision could not be counted", e);
        }
    }

    private record Counted(String client, String subject, List<? extends Verdict> verdicts) {}
}
