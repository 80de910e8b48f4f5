package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.ScopeRule;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Determines what a subject lacks to satisfy a rule. */
final class Needs {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Paths paths;

    Needs(KeycloakSession session, RealmModel realm, Paths paths) {
        this.session = session;
        this.realm = realm;
        this.paths = paths;
    }

    /**
     * @return what is missing for a token without a target API; for a rule narrowed to one API, for a token for that
     *     API
     */
    List<Need> of(ScopeRule rule) {
        return switch (rule.match()) {
            case ALL ->
                Choice.sorted(missing(rule, permission -> true)).stream()
                        .map(role -> new Need(List.of(role)))
                        .toList();
            case EACH_API ->
                rule.apis().isEmpty()
                        ? List.of(one(rule, permission -> true))
                        : rule.apisWithout(paths.roleIds()).stream()
                                .sorted()
                                .map(api -> one(rule, permission -> permission.speaksFor(api)))
                                .toList();
            case ANY, NONE -> List.of(one(rule, permission -> true));
        };
    }

    /** @return what is missing for a token for any one of these APIs */
    List<Need> ofOne(ScopeRule rule, Collection<String> apis) {
        return switch (rule.match()) {
            case ALL -> of(rule);
            case ANY, EACH_API, NONE ->
                List.of(one(rule, permission -> apis.stream().anyMatch(permission::speaksFor)));
        };
    }

    private Need one(ScopeRule rule, Predicate<Permission> which) {
        return new Need(missing(rule, which).toList());
    }

    private Stream<RoleModel> missing(ScopeRule rule, Predicate<Permission> which) {
        return rule.requires().stream()
                .filter(which)
                .map(Permission::id)
                .filter(id -> !paths.leadTo(id))
                .map(id -> session.roles().getRoleById(realm, id))
                .filter(Objects::nonNull);
    }
}
