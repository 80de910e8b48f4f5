package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Verdict;
import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.enforce.Rejection;
import io.github.permissionscopes.enforce.ScopeGate;
import io.github.permissionscopes.enforce.ScopeQuestion;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.RealmSwitch;
import io.github.permissionscopes.realm.SwitchConfig;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Explains one ruling. It asks for it where a login does, so it cannot say anything else. */
public final class Explainer {

    private final ClientModel client;
    private final UserModel subject;
    private final ScopeList requested;
    private final String resource;
    private final KeycloakSession session;
    private final Ruling ruling;
    private final RequestedScopes standings;
    private final Map<String, ScopeRule> rules = new HashMap<>();
    private final Paths paths;
    private final Remedies remedies;

    private Explainer(KeycloakSession session, ScopeQuestion question) {
        this.session = session;
        this.client = question.client();
        this.subject = question.subject();
        this.requested = question.requested();
        this.resource = question.api().orElse(null);
        this.ruling = ScopeGate.judge(question, RealmSwitch.configured(client.getRealm()));
        ProtectedScopes scopes = ProtectedScopes.of(client);
        this.standings = new RequestedScopes(session, client, scopes, requested);
        rules.putAll(scopes.autoGrantRules());
        rules.putAll(scopes.rulesOf(requested));
        question.api().ifPresent(api -> rules.replaceAll((scope, rule) -> rule.inTokenFor(api)));
        this.paths = Paths.of(subject);
        this.remedies = new Remedies(session, client, subject, paths);
    }

    /** @param question about a new grant */
    public static Explanation explain(KeycloakSession session, ScopeQuestion question) {
        return new Explainer(session, question).explain();
    }

    private Explanation explain() {
        boolean rejected = !standings.areValid() || ruling.rejected();
        return new Explanation(
                RealmSwitch.isOn(client.getRealm())
                        ? SwitchConfig.value(ruling.settings().mode())
                        : "off",
                PathStep.of(subject),
                client.getClientId(),
                resource,
                requested.toString(),
                rejected ? null : ruling.kept().toString(),
                rejected,
                rejection(),
                ruling.decision().verdicts().stream().map(this::answer).toList(),
                rejected ? ConsentPage.none(client) : ConsentPage.of(session, client, subject, ruling.kept()));
    }

    private String rejection() {
        if (!standings.areValid()) {
            return "Keycloak does not take the requested scopes (invalid_scope): some are unknown, not assigned to the"
                    + " client, or cannot be asked for together.";
        }
        return ruling.rejected() ? Rejection.description(ruling) : null;
    }

    private ScopeAnswer answer(Verdict verdict) {
        String scope = verdict.scope();
        switch (standings.standing(scope)) {
            case UNKNOWN -> {
                return ScopeAnswer.invalid(scope, ScopeAnswer.UNKNOWN, remedies.unknown(scope));
            }
            case UNASSIGNED -> {
                return ScopeAnswer.invalid(scope, ScopeAnswer.UNASSIGNED, remedies.unassigned(scope));
            }
            default -> {
                return answerOfRule(verdict);
            }
        }
    }

    private ScopeAnswer answerOfRule(Verdict verdict) {
        String scope = verdict.scope();
        if (verdict instanceof PassedThrough) {
            return ScopeAnswer.passedThrough(scope);
        }
        if (verdict instanceof Granted) {
            return ScopeAnswer.granted(scope, pathsTo(rules.get(scope)));
        }
        if (verdict instanceof Added) {
            return ScopeAnswer.added(scope, ruling.kept().contains(scope), pathsTo(rules.get(scope)));
        }
        Refused refused = (Refused) verdict;
        return ScopeAnswer.refused(
                scope,
                refused.reason().code(),
                ruling.enforced().contains(refused),
                remedies.of(refused, rules.get(scope)));
    }

    private List<List<PathStep>> pathsTo(ScopeRule rule) {
        return rule.requires().stream()
                .map(Permission::id)
                .filter(paths::leadTo)
                .map(paths::to)
                .sorted(Comparator.<List<PathStep>>comparingInt(path -> path.size())
                        .thenComparing(path -> path.get(path.size() - 1), PathStep.ORDER))
                .limit(rule.match() == Match.ANY ? 1 : Long.MAX_VALUE)
                .toList();
    }
}
