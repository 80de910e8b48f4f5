package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Changes.Made;
import io.github.permissionscopes.apply.Changes.Scope;
import io.github.permissionscopes.apply.Effect.Subjects;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.explain.Holders;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.ScopeProtocols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Who gains or loses which scope by changes: those who may have it before and afterwards, compared. */
final class Effects {

    private final Map<String, Set<String>> before = new HashMap<>();
    private final Map<String, Set<String>> after = new HashMap<>();

    private Effects() {}

    /**
     * @param changed sees the changes, which are not committed
     * @param unchanged sees the realm as it is
     */
    static List<Change> of(List<Made> made, KeycloakSession changed, KeycloakSession unchanged) {
        Map<String, Set<Scope>> byPermission = byPermission(made, changed);
        Set<Scope> concerned = made.stream()
                .flatMap(change -> scopes(change, byPermission).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Effects effects = new Effects();
        if (!concerned.isEmpty()) {
            subjects(concerned, unchanged, effects.before);
            subjects(concerned, changed, effects.after);
        }
        return made.stream()
                .map(change -> change.change()
                        .with(scopes(change, byPermission).stream()
                                .map(effects::effect)
                                .filter(effect -> effect.gains() != null || effect.loses() != null)
                                .toList()))
                .toList();
    }

    /** Where no change is about permissions, the scopes of the realm need not be read. */
    private static Map<String, Set<Scope>> byPermission(List<Made> made, KeycloakSession changed) {
        Map<String, Set<Scope>> byPermission = new HashMap<>();
        if (made.stream().anyMatch(change -> !change.roleIds().isEmpty())) {
            changed.getContext()
                    .getRealm()
                    .getClientScopesStream()
                    .filter(ScopeProtocols::areJudged)
                    .forEach(scope -> ProtectedScopes.requiredPermissions(scope).forEach(role -> byPermission
                            .computeIfAbsent(role.getId(), id -> new LinkedHashSet<>())
                            .add(Scope.of(scope))));
        }
        return byPermission;
    }

    private static Set<Scope> scopes(Made change, Map<String, Set<Scope>> byPermission) {
        Set<Scope> scopes = new LinkedHashSet<>();
        if (change.scope() != null) {
            scopes.add(change.scope());
        }
        change.roleIds().forEach(id -> scopes.addAll(byPermission.getOrDefault(id, Set.of())));
        return scopes;
    }

    private static void subjects(Set<Scope> concerned, KeycloakSession session, Map<String, Set<String>> byScope) {
        RealmModel realm = session.getContext().getRealm();
        Holders holders = new Holders(session, realm);
        Function<ClientScopeModel, Set<String>> may = scope -> holders.userIds(
                        new HashSet<>(ProtectedScopes.requiredPermissions(scope)),
                        ProtectedScopes.requiresAll(scope) ? Match.ALL : Match.ANY)
                .collect(Collectors.toSet());
        concerned.forEach(scope -> {
            ClientScopeModel found = realm.getClientScopeById(scope.id());
            byScope.put(scope.id(), found == null ? Set.of() : may.apply(found));
        });
    }

    private Effect effect(Scope scope) {
        Set<String> is = before.get(scope.id());
        Set<String> becomes = after.get(scope.id());
        return new Effect(scope.name(), Subjects.of(without(becomes, is)), Subjects.of(without(is, becomes)));
    }

    private static List<String> without(Set<String> ids, Set<String> taken) {
        List<String> rest = new ArrayList<>(ids);
        rest.removeAll(taken);
        return rest;
    }
}
