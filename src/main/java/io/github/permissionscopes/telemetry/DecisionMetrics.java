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
 * Rulings on the server's metrics endpoint. Counts every verdict about a protected scope, once per HTTP request: a login is
 * judged at least twice. Does nothing where the server has no metrics, and never makes a request fail.
 */
public final class DecisionMetrics {

    /** Of a verdict that is no refusal: every line of a counter has the same labels. */
    static final String NO_REASON = "none";

    private static final Logger LOG = Logger.getLogger(DecisionMetrics.class);

    private DecisionMetrics() {}

    /** @return what the decision is, after it was timed; one that was not made, because the switch is off, is not */
    public static <T> Optional<T> timed(Supplier<Optional<T>> decision) {
        if (!Meters.areOn()) {
            return decision.get();
        }
        long start = System.nanoTime();
        Optional<T> made = decision.get();
        made.ifPresent(found -> harmless(() -> DecisionMeters.took(System.nanoTime() - start)));
        return made;
    }

    /** The ruling of an enforcement point. What it finds of default scopes is counted where their tokens are stopped. */
    public static void count(Predicate<Object> isFirst, ClientModel client, UserModel subject, Ruling ruling) {
        List<Verdict> verdicts = ruling.decision().verdicts().stream()
                .filter(verdict -> ruling.decision().requested().contains(verdict.scope())
                        || verdict instanceof Added
                        || verdict instanceof Refused)
                .filter(verdict -> !(verdict instanceof Refused refused
                        && ruling.stopping().contains(refused)))
                .toList();
        countOnce(isFirst, client, subject, verdicts, ruling.settings());
    }

    /** What the last check has found in a token, and refused. */
    public static void countStopped(
            Predicate<Object> isFirst, ClientModel client, UserModel subject, List<Refused> refused) {
        countOnce(isFirst, client, subject, refused, Settings.DEFAULT);
    }

    /** A request whose scopes could not be judged: it was rejected as a whole, or went on in a realm that only reports. */
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
        // Scopes that are not protected are Keycloak's own business, and every request has some.
        if (verdict instanceof Granted granted) {
            count(realm, settings, granted.apis(), "granted", NO_REASON);
        } else if (verdict instanceof Added added) {
            count(realm, settings, added.apis(), "added", NO_REASON);
        } else if (verdict instanceof Refused refused) {
            count(realm, settings, refused.apis(), "refused", refused.reason().code());
        }
    }

    /** With the mode of this scope: one of an API that is only reported on is not enforced. */
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
