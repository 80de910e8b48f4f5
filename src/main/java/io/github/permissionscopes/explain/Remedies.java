package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** The shortest change for each way in which one subject does not get a scope at one client. */
final class Remedies {

    private final KeycloakSession session;
    private final ClientModel client;
    private final UserModel subject;
    private final Paths paths;
    private final Settings settings;
    private final RoleRemedy roleRemedy;

    Remedies(
            KeycloakSession session,
            ClientModel client,
            UserModel subject,
            Paths paths,
            Settings settings,
            Givers givers) {
        this.session = session;
        this.client = client;
        this.subject = subject;
        this.paths = paths;
        this.settings = settings;
        this.roleRemedy = new RoleRemedy(subject, givers);
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
            case AMBIGUOUS_API -> ambiguousApi(refused, rule);
            case ACR_TOO_LOW -> level(refused.scope(), rule);
            case EVALUATION_FAILED ->
                Change.of(
                        Change.READ_LOG,
                        refused.scope(),
                        "The rule could not be evaluated. The server's log says why.");
        };
    }

    private Change assignRoles(String scope, ScopeRule rule) {
        return roleRemedy.of(scope, missing(rule), "");
    }

    /** The fewest roles with which it would be granted. */
    private List<RoleModel> missing(ScopeRule rule) {
        List<Permission> all = rule.requires().stream()
                .filter(permission -> !paths.leadTo(permission.id()))
                .toList();
        return switch (rule.match()) {
            case ALL -> roles(all.stream());
            case EACH_API -> forEachApi(rule, all);
            case ANY, NONE -> roles(all.stream()).stream().limit(1).toList();
        };
    }

    private List<RoleModel> forEachApi(ScopeRule rule, List<Permission> all) {
        List<RoleModel> ofRealm =
                roles(all.stream().filter(permission -> permission.api().isEmpty()));
        if (!ofRealm.isEmpty()) {
            return ofRealm.subList(0, 1);
        }
        return rule.apisWithout(paths.roleIds()).stream()
                .sorted()
                .flatMap(api -> roles(all.stream().filter(permission -> permission.speaksFor(api))).stream()
                        .limit(1))
                .toList();
    }

    private List<RoleModel> roles(Stream<Permission> permissions) {
        RealmModel realm = client.getRealm();
        return permissions
                .map(permission -> session.roles().getRoleById(realm, permission.id()))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(role -> PathStep.of(role), PathStep.ORDER))
                .toList();
    }

    /** To name an API that is only reported on changes nothing, so it is no remedy. */
    private Change ambiguousApi(Refused refused, ScopeRule rule) {
        Set<String> without = rule.apisWithout(paths.roleIds());
        List<String> apis = rule.apis().stream()
                .filter(api -> !without.contains(api))
                .filter(api -> settings.mode() == Mode.REPORT || settings.enforces(Set.of(api)))
                .sorted()
                .toList();
        String why = "The scope belongs to several APIs, and " + RoleRemedy.named(subject) + " may not have it at "
                + without.stream().sorted().collect(Collectors.joining(", ")) + ". ";
        return apis.isEmpty()
                ? roleRemedy.of(refused.scope(), forEachApi(rule, List.copyOf(rule.requires())), why)
                : Change.nameResource(
                        refused.scope(),
                        apis,
                        why + "Ask for a token for " + String.join(" or ", apis) + " (parameter resource).");
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
}
