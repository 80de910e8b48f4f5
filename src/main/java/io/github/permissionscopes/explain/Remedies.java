package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The shortest change for each way in which one subject does not get a scope at one client. */
final class Remedies {

    private final KeycloakSession session;
    private final ClientModel client;
    private final UserModel subject;
    private final Paths paths;
    private final List<PathStep> groups;

    Remedies(KeycloakSession session, ClientModel client, UserModel subject, Paths paths) {
        this.session = session;
        this.client = client;
        this.subject = subject;
        this.paths = paths;
        this.groups = subject.getGroupsStream()
                .map(group -> PathStep.of(group))
                .sorted(PathStep.ORDER)
                .toList();
    }

    /** @param rule of the refused scope; null where it could not be read */
    Change of(Refused refused, ScopeRule rule) {
        Reason reason = rule == null ? Reason.EVALUATION_FAILED : refused.reason();
        return switch (reason) {
            case NOT_PERMITTED -> assignRoles(refused.scope(), rule);
            case NO_PERMISSION_DEFINED ->
                Change.of(
                        Change.MAP_ROLE,
                        refused.scope(),
                        "Map a role to client scope " + refused.scope()
                                + " and give it to those who may have the scope: without a role nobody can have it.");
            case OTHER_API -> otherApi(refused.scope(), rule);
            case ACR_TOO_LOW -> level(refused.scope(), rule);
            case EVALUATION_FAILED ->
                Change.of(
                        Change.READ_LOG,
                        refused.scope(),
                        "The rule could not be evaluated. The server's log says why.");
        };
    }

    private Change assignRoles(String scope, ScopeRule rule) {
        RealmModel realm = client.getRealm();
        List<PathStep> missing = rule.requires().stream()
                .map(Permission::id)
                .filter(id -> !paths.leadTo(id))
                .map(id -> session.roles().getRoleById(realm, id))
                .filter(Objects::nonNull)
                .map(role -> PathStep.of(role))
                .sorted(PathStep.ORDER)
                .limit(rule.match() == Match.ANY ? 1 : Long.MAX_VALUE)
                .toList();
        String where = groups.isEmpty()
                ? ""
                : ", or to one of the groups "
                        + groups.stream().map(PathStep::path).collect(Collectors.joining(", "));
        String what = missing.stream().map(Remedies::named).collect(Collectors.joining(", "));
        return Change.assignRoles(
                scope,
                missing,
                Stream.concat(Stream.of(PathStep.of(subject)), groups.stream()).toList(),
                "Give " + (missing.size() == 1 ? "role " : "the roles ") + what + " to " + named(subject) + where
                        + ".");
    }

    private static Change otherApi(String scope, ScopeRule rule) {
        List<String> apis = rule.apis().stream().sorted().toList();
        return Change.nameResource(
                scope,
                apis,
                apis.isEmpty()
                        ? "The scope belongs to no API: leave the parameter resource out of the request."
                        : "Ask for a token for " + String.join(" or ", apis)
                                + " (parameter resource), or for no API in particular.");
    }

    private static Change level(String scope, ScopeRule rule) {
        int level = rule.minimumLevel().orElse(ScopeRule.UNREACHABLE);
        return level == ScopeRule.UNREACHABLE
                ? Change.of(
                        Change.CORRECT_LEVEL,
                        scope,
                        "Correct the attribute " + PermissionScopes.MINIMUM_ACR + " of client scope " + scope
                                + ": it is neither a whole number nor a name of the realm's ACR to LoA mapping.")
                : Change.reachLevel(
                        scope,
                        level,
                        "Log in with level " + level
                                + " or higher: with a login flow that asks for a further factor when"
                                + " this scope is asked for (condition " + PermissionScopes.CONDITION_ID
                                + "), or with acr_values=" + level
                                + " where the flow has a step for this level.");
    }

    Change unassigned(String scope) {
        return Change.of(
                Change.ASSIGN_SCOPE,
                scope,
                "Add client scope " + scope + " to client " + client.getClientId() + " as an optional scope.");
    }

    Change unknown(String scope) {
        return Change.of(
                Change.CREATE_SCOPE,
                scope,
                "There is no client scope " + scope + " in this realm (scopes are case-sensitive).");
    }

    private static String named(PathStep role) {
        return role.name() + (role.client() == null ? "" : " of client " + role.client());
    }

    private static String named(UserModel subject) {
        return (subject.getServiceAccountClientLink() == null ? "user " : "service account ") + subject.getUsername();
    }
}
