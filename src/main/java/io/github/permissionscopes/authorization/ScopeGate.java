package io.github.permissionscopes.authorization;

import io.github.permissionscopes.authorization.ScopeQuestion.Occasion;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeDecision;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.realm.HeldPermissions;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import io.github.permissionscopes.telemetry.EnforcementReport;
import io.github.permissionscopes.telemetry.RulingReporter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** The one way from a seam to a ruling. */
public final class ScopeGate {

    private static final Logger LOG = Logger.getLogger(ScopeGate.class);
    private static final String LAST_RULING = "permissionScopes.lastRuling";

    private ScopeGate() {}

    /**
     * Reads, decides and reports.
     *
     * <p>Nothing is remembered between two calls: a role that came or went in between counts. Where the rule cannot be
     * evaluated, protected scopes are refused.
     *
     * @param event gets the details of a refusal
     * @return what to do; empty when the realm's switch is off
     * @throws RuntimeException if the rule cannot be evaluated at a {@link Occasion#RENEWAL} in a realm that enforces
     */
    public static Optional<Ruling> judge(KeycloakSession session, EventBuilder event, ScopeQuestion question) {
        Optional<Ruling> ruling = judgeAndCount(session, question);
        ruling.ifPresent(found -> {
            session.setAttribute(LAST_RULING, new Reported(question.client(), question.subject(), found));
            RulingReporter.report(event, found, question.client().getClientId());
        });
        return ruling;
    }

    /** As above, where there is no event that could be given details, and no seam that needs to know. */
    public static Optional<Ruling> judgeAndCount(KeycloakSession session, ScopeQuestion question) {
        Optional<Ruling> ruling = DecisionMetrics.timed(() -> judge(question));
        ruling.ifPresent(found -> {
            EnforcementReport.writeOnce(session.getKeycloakSessionFactory());
            DecisionMetrics.count(session, question.client(), question.subject(), found);
        });
        return ruling;
    }

    /** As above, without a trace: for a check of what another seam has already reported. */
    public static Optional<Ruling> judge(ScopeQuestion question) {
        return RealmSwitch.settings(question.client().getRealm()).map(settings -> judge(question, settings));
    }

    /** As above, under these settings and whatever the switch says: for an answer to what would be. */
    public static Ruling judge(ScopeQuestion question, Settings settings) {
        return Ruling.of(decide(question, settings), settings, question.atLeast());
    }

    /** @return the last reported ruling of this HTTP request; empty where none was made */
    public static Optional<Ruling> lastRuling(KeycloakSession session) {
        return reported(session).map(Reported::ruling);
    }

    /** As above; empty also where the last one is about another client or subject than these. */
    public static Optional<Ruling> lastRuling(KeycloakSession session, ClientModel client, UserModel subject) {
        return reported(session)
                .filter(reported -> reported.client().getId().equals(client.getId())
                        && reported.subject().getId().equals(subject.getId()))
                .map(Reported::ruling);
    }

    private static Optional<Reported> reported(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(LAST_RULING, Reported.class));
    }

    private record Reported(ClientModel client, UserModel subject, Ruling ruling) {}

    private static ScopeDecision decide(ScopeQuestion question, Settings settings) {
        Map<String, List<ScopeRule>> rules;
        try {
            rules = rules(question);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            boolean enforced = settings.mode() == Mode.ENFORCE;
            return failed(question, enforced, ScopePolicy.failClosed(question.requested(), scope -> true), e);
        }
        try {
            // A request without protected scopes costs no look at the subject's roles.
            Set<String> held =
                    rules.values().stream().allMatch(List::isEmpty) ? Set.of() : HeldPermissions.of(question.subject());
            return ScopePolicy.decide(
                    new ScopeRequest(question.requested(), rules, held, question.api(), level(question, rules)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // In a token for one API a scope may be refused on its account.
            return question.api().isPresent()
                    ? failed(
                            question,
                            settings.mode() == Mode.ENFORCE,
                            ScopePolicy.failClosed(question.requested(), scope -> !rules.getOrDefault(scope, List.of())
                                    .isEmpty()),
                            e)
                    : failed(
                            question,
                            rules.values().stream()
                                    .flatMap(List::stream)
                                    .anyMatch(rule -> settings.enforces(rule.apis())),
                            ScopePolicy.failClosed(question.requested(), rules),
                            e);
        }
    }

    private static int level(ScopeQuestion question, Map<String, List<ScopeRule>> rules) {
        boolean counts = rules.values().stream().flatMap(List::stream).anyMatch(rule -> rule.minimumLevel()
                .isPresent());
        return counts ? question.level().getAsInt() : AuthenticationLevel.NONE;
    }

    private static Map<String, List<ScopeRule>> rules(ScopeQuestion question) {
        ProtectedScopes scopes = ProtectedScopes.of(question.client());
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        switch (question.occasion()) {
            case GRANT -> {
                rules.putAll(scopes.autoGrantRules());
                rules.putAll(scopes.rulesOf(question.requested()));
            }
            case RENEWAL -> rules.putAll(scopes.rulesOf(question.requested()));
            case ISSUANCE -> rules.putAll(scopes.rulesOfIssued(question.requested(), question.resolved()));
        }
        if (question.occasion() != Occasion.GRANT) {
            rules.remove(ScopePolicy.OFFLINE_ACCESS);
        }
        return rules;
    }

    /**
     * @param enforced whether a refusal could take effect; where it could not, nothing is to change
     * @param closed the decision that opens nothing
     */
    private static ScopeDecision failed(ScopeQuestion question, boolean enforced, ScopeDecision closed, Throwable e) {
        if (question.occasion() == Occasion.RENEWAL && enforced) {
            DecisionMetrics.countUnevaluated(question.client().getRealm(), Mode.ENFORCE);
            throw e instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("The scopes could not be judged", e);
        }
        LOG.errorf(
                e,
                "The scopes of client %s could not be judged; its protected scopes are refused",
                question.client().getId());
        return closed;
    }
}
