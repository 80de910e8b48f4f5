package io.github.permissionscopes.enforce;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeDecision;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.enforce.ScopeQuestion.Occasion;
import io.github.permissionscopes.realm.HeldPermissions;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.RealmSwitch;
import io.github.permissionscopes.report.RulingReporter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/** The one way from a seam to a ruling. */
public final class ScopeGate {

    private static final Logger LOG = Logger.getLogger(ScopeGate.class);
    private static final String LAST_RULING = "permissionScopes.lastRuling";

    private ScopeGate() {}

    /**
     * Reads, decides and reports.
     *
     * <p>Nothing is remembered between two calls: a role that came or went in between counts. Never throws on account of
     * the rule; where it cannot be evaluated, protected scopes are refused.
     *
     * @param event gets the details of a refusal
     * @return what to do; empty when the realm's switch is off
     */
    public static Optional<Ruling> judge(KeycloakSession session, EventBuilder event, ScopeQuestion question) {
        Optional<Ruling> ruling = judge(question);
        ruling.ifPresent(found -> {
            session.setAttribute(LAST_RULING, found);
            RulingReporter.report(
                    event,
                    found,
                    question.client().getClientId(),
                    question.subject().getId());
        });
        return ruling;
    }

    /** As above, without a trace: for a check of what another seam has already reported. */
    public static Optional<Ruling> judge(ScopeQuestion question) {
        return RealmSwitch.settings(question.client().getRealm()).map(settings -> judge(question, settings));
    }

    /** @return the last reported ruling of this HTTP request; empty where none was made */
    public static Optional<Ruling> lastRuling(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(LAST_RULING, Ruling.class));
    }

    private static Ruling judge(ScopeQuestion question, Settings settings) {
        return Ruling.of(decide(question), settings, question.atLeast());
    }

    private static ScopeDecision decide(ScopeQuestion question) {
        Map<String, ScopeRule> rules;
        try {
            rules = rules(question);
        } catch (RuntimeException e) {
            logFailure(question, e);
            return ScopePolicy.failClosed(question.requested(), scope -> true);
        }
        try {
            // A request without protected scopes costs no look at the subject's roles.
            Set<String> held = rules.isEmpty() ? Set.of() : HeldPermissions.of(question.subject());
            return ScopePolicy.decide(new ScopeRequest(question.requested(), rules, held, Optional.empty()));
        } catch (RuntimeException e) {
            logFailure(question, e);
            return ScopePolicy.failClosed(question.requested(), rules::containsKey);
        }
    }

    private static Map<String, ScopeRule> rules(ScopeQuestion question) {
        ProtectedScopes scopes = ProtectedScopes.of(question.client());
        Map<String, ScopeRule> rules = new HashMap<>();
        if (question.occasion() == Occasion.GRANT) {
            rules.putAll(scopes.autoGrantRules());
        }
        rules.putAll(scopes.rulesOf(question.requested()));
        if (question.occasion() == Occasion.RENEWAL) {
            rules.remove(OAuth2Constants.OFFLINE_ACCESS);
        }
        return rules;
    }

    private static void logFailure(ScopeQuestion question, RuntimeException e) {
        ScopeList requested = question.requested();
        LOG.errorf(
                e,
                "The scopes of client %s could not be judged; its protected scopes are refused. Requested: %d scopes",
                question.client().getId(),
                requested.names().size());
    }
}
