package io.github.permissionscopes.explain;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

/** The remedy for each reason for which a subject does not get a scope at a client. */
final class Remedies {

    private final ScopeQuestion question;
    private final Paths paths;
    private final Trial trial;
    private final Needs needs;
    private final RoleRemedy roles;
    private final ApiRemedy apis;

    Remedies(
            KeycloakSession session,
            ScopeQuestion question,
            Paths paths,
            Trial trial,
            Settings settings,
            Givers givers) {
        this.question = question;
        this.paths = paths;
        this.trial = trial;
        this.needs = new Needs(session, question.client().getRealm(), paths);
        this.roles = new RoleRemedy(question.subject(), givers);
        this.apis = new ApiRemedy(question, settings, trial, needs, roles);
    }

    /** @param rule of the refused scope; null if it could not be read */
    Remedy of(Refused refused, ScopeRule rule) {
        return rule == null
                ? of(refused.scope(), null, Reason.EVALUATION_FAILED)
                : of(refused.scope(), rule, refused.reason());
    }

    private Remedy of(String scope, ScopeRule rule, Reason reason) {
        return switch (reason) {
            case NOT_PERMITTED -> assignRoles(scope, rule);
            case NO_PERMISSION_DEFINED ->
                Remedy.of(
                        Remedy.MAP_ROLE,
                        scope,
                        "Map a role to client scope " + scope
                                + " and give it to those who may have the scope: without a role nobody can have it.");
            case OTHER_API -> withLevel(apis.other(scope, rule), rule);
            case AMBIGUOUS_API -> withLevel(apis.ambiguous(scope, rule, rule.apisWithout(paths.roleIds())), rule);
            case ACR_TOO_LOW -> level(scope, rule);
            case EVALUATION_FAILED ->
                Remedy.of(Remedy.READ_LOG, scope, "The rule could not be evaluated. The server's log says why.");
        };
    }

    private Remedy assignRoles(String scope, ScopeRule rule) {
        ScopeRule inToken = question.api().map(rule::inTokenFor).orElse(rule);
        return withLevel(roles.of(scope, roles.choose(needs.of(inToken)), "", List.of()), rule);
    }

    /**
     * The rule checks the level of a login last, so a refusal for another reason does not mention a level that is too
     * low.
     */
    private Remedy withLevel(Remedy remedy, ScopeRule rule) {
        return trial.isReached(rule) ? remedy : remedy.and(level(remedy.scope(), rule));
    }

    private static Remedy level(String scope, ScopeRule rule) {
        int level = rule.minimumLevel().orElse(ScopeRule.UNREACHABLE);
        return level == ScopeRule.UNREACHABLE
                ? Remedy.of(
                        Remedy.CORRECT_LEVEL,
                        scope,
                        "Correct the attribute " + PermissionScopes.MINIMUM_ACR + " of client scope " + scope
                                + ": it is neither a whole number nor a name of the realm's ACR to LoA mapping.")
                : Remedy.reachLevel(
                        scope,
                        level,
                        "Log in with level " + level
                                + " or higher: with a login flow that asks for a further factor when"
                                + " this scope is asked for (condition " + PermissionScopes.CONDITION_ID
                                + "), or with acr_values=" + level
                                + " where the flow has a step for this level.");
    }

    /**
     * @param token as it was requested: the scope's name, or a variant with a value
     * @param rule of the scope; empty if it is not protected
     */
    Remedy unassigned(String token, ClientScopeModel scope, Optional<ScopeRule> rule) {
        String name = scope.getName();
        String then = rule.flatMap(its -> trial.refusal(name, its).map(reason -> of(name, its, reason)))
                .map(change -> "; then it is still refused: " + change.text())
                .orElse(".");
        String value = token.equals(name) ? "" : " Whether Keycloak then takes " + token + " depends on the value.";
        return Remedy.of(
                Remedy.ASSIGN_SCOPE,
                name,
                "Add client scope " + name + " to client " + question.client().getClientId() + " as an optional scope"
                        + then + value);
    }
}
