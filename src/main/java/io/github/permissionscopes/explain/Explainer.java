package io.github.permissionscopes.explain;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Verdict;
import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.issuance.IssuanceCheck;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Explains a ruling. It obtains the ruling in the same way as a login does, so both agree. */
public final class Explainer {

    private final ClientModel client;
    private final UserModel subject;
    private final ScopeList requested;
    private final String resource;
    private final KeycloakSession session;
    private final Ruling ruling;
    private final RequestedScopes standings;
    private final ScopeQuestion question;
    private final Paths paths;
    private final Trial trial;
    private final Remedies remedies;
    private final InTokens inTokens;

    private Explainer(KeycloakSession session, ScopeQuestion question, Givers givers, boolean named) {
        this.session = session;
        this.question = question;
        this.client = question.client();
        this.subject = question.subject();
        this.requested = question.requested();
        this.resource = question.api().orElse(null);
        this.ruling = Authorizers.hypothetical().authorize(question).orElseThrow();
        ProtectedScopes scopes = ProtectedScopes.of(client);
        this.standings = new RequestedScopes(session, client, scopes, requested);
        this.paths = Paths.of(subject);
        this.trial = new Trial(question, paths);
        this.remedies = new Remedies(session, question, paths, trial, ruling.settings(), givers);
        this.inTokens = new InTokens(scopes, paths.roleIds(), named);
    }

    /**
     * @param question about a new grant; one without scopes is answered as if the client requested all of its scopes
     * @param givers provides the roles and groups that remedies may name besides the missing roles
     */
    public static Explanation explain(KeycloakSession session, ScopeQuestion question, Givers givers) {
        if (!question.requested().isEmpty()) {
            return new Explainer(session, question, givers, true).explain(Remarks.of(question));
        }
        EveryScope every = EveryScope.of(session, question.client());
        return new Explainer(session, question.asking(every.askable()), givers, false)
                .explain(Remarks.of(question, every));
    }

    private Explanation explain(List<String> remarks) {
        boolean rejected = !standings.areValid() || ruling.rejected() || isStopped();
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
                remarks,
                ruling.decision().verdicts().stream().map(this::answer).toList(),
                rejected ? ConsentPage.none(client) : ConsentPage.of(session, client, subject, ruling.kept()));
    }

    private String rejection() {
        if (!standings.areValid()) {
            return "Keycloak does not take the requested scopes (invalid_scope): some are unknown, not assigned to the"
                    + " client, or cannot be asked for together.";
        }
        if (ruling.rejected()) {
            return Rejection.description(ruling);
        }
        return isStopped() ? IssuanceCheck.DESCRIPTION : null;
    }

    /** The request continues, but its tokens are stopped. */
    private boolean isStopped() {
        return !ruling.stopping().isEmpty();
    }

    private ScopeAnswer answer(Verdict verdict) {
        String scope = verdict.scope();
        switch (standings.standing(scope)) {
            case UNKNOWN -> {
                return ScopeAnswer.invalid(
                        scope, ScopeAnswer.UNKNOWN, Remedy.of(Remedy.CREATE_SCOPE, scope, standings.whyUnknown(scope)));
            }
            case UNASSIGNED -> {
                ClientScopeModel unassigned = standings.unassigned(scope).orElseThrow();
                return ScopeAnswer.invalid(
                        scope,
                        ScopeAnswer.UNASSIGNED,
                        remedies.unassigned(scope, unassigned, standings.ruleOf(unassigned)));
            }
            default -> {
                return inTokens.complete(answerOfRule(verdict), goesOn(verdict));
            }
        }
    }

    private ScopeAnswer answerOfRule(Verdict verdict) {
        String scope = verdict.scope();
        if (verdict instanceof PassedThrough) {
            return ScopeAnswer.passedThrough(scope);
        }
        if (verdict instanceof Granted) {
            return ScopeAnswer.granted(scope, pathsTo(scope));
        }
        if (verdict instanceof Added) {
            return ScopeAnswer.added(scope, ruling.kept().contains(scope), pathsTo(scope));
        }
        Refused refused = (Refused) verdict;
        return ScopeAnswer.refused(
                scope, refused.reason().code(), ruling.takesEffect(refused), remedies.of(refused, refusedBy(refused)));
    }

    /** @return whether Keycloak gets the scope: the product neither removes it nor stops its tokens */
    private boolean goesOn(Verdict verdict) {
        if (verdict instanceof Added) {
            return ruling.kept().contains(verdict.scope());
        }
        return !(verdict instanceof Refused refused)
                || !RealmSwitch.isOn(client.getRealm())
                || !ruling.takesEffect(refused)
                || refused.isLeftOut();
    }

    /** @return the rule that refuses, of all scopes that the token may stand for; null if it could not be read */
    private ScopeRule refusedBy(Refused refused) {
        return rules(refused.scope()).stream()
                .filter(rule -> trial.refusal(refused.scope(), rule)
                        .filter(refused.reason()::equals)
                        .isPresent())
                .findFirst()
                .orElse(null);
    }

    private List<List<PathStep>> pathsTo(String scope) {
        return rules(scope).stream()
                .map(rule -> question.api().map(rule::inTokenFor).orElse(rule))
                .flatMap(rule -> RulePaths.of(paths, rule))
                .distinct()
                .toList();
    }

    private List<ScopeRule> rules(String scope) {
        return ruling.decision().request().rules().getOrDefault(scope, List.of());
    }
}
