package io.github.permissionscopes.status;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.explain.Holders;
import io.github.permissionscopes.realm.ScopeProtection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;

/** Finds problems of the realm's client scopes and of the roles that they require. */
final class ScopeFindings {

    private final List<ScopeFacts> scopes;
    private final Set<String> assigned;
    private final Set<String> optional;
    private final Holders holders;

    /**
     * @param scopes all of the realm
     * @param assigned ids of those that a client has
     * @param optional ids of those that a client has as an optional scope
     */
    ScopeFindings(List<ScopeFacts> scopes, Set<String> assigned, Set<String> optional, Holders holders) {
        this.scopes = scopes;
        this.assigned = assigned;
        this.optional = optional;
        this.holders = holders;
    }

    Stream<Finding> find() {
        return Stream.of(
                        scopes.stream().filter(scope -> scope.isProtected()).flatMap(this::find),
                        scopes.stream().filter(scope -> scope.isOpened()).map(ScopeFindings::opened),
                        namesThatDifferByCase())
                .flatMap(findings -> findings);
    }

    private Stream<Finding> find(ScopeFacts scope) {
        return Stream.of(level(scope), notInToken(scope), permissions(scope)).flatMap(findings -> findings);
    }

    /** Default scopes that are left to Keycloak are skipped: their roles may only limit the roles in tokens. */
    private Stream<Finding> notInToken(ScopeFacts scope) {
        String id = scope.scope().getId();
        boolean isAskedFor = optional.contains(id) || !assigned.contains(id) || scope.isSubjectAsDefault();
        return isAskedFor && !scope.scope().isIncludeInTokenScope()
                ? Stream.of(FindingCode.NOT_IN_TOKEN.about(
                        FoundObject.of(scope.scope()),
                        "The scope is granted, not named in tokens: include.in.token.scope is false. An API that looks at the"
                                + " token's scope takes it for refused."))
                : Stream.empty();
    }

    private static Stream<Finding> level(ScopeFacts scope) {
        return scope.hasUnreadableLevel()
                ? Stream.of(FindingCode.UNREADABLE_MINIMUM_ACR.about(
                        FoundObject.of(scope.scope()),
                        "The scope asks for the level of authentication \""
                                + scope.scope().getAttribute(PermissionScopes.MINIMUM_ACR)
                                + "\", which cannot be read: it is always refused."))
                : Stream.empty();
    }

    private Stream<Finding> permissions(ScopeFacts scope) {
        if (!scope.requiresPermission()) {
            return Stream.empty();
        }
        if (ScopeProtection.hasLostRole(scope.scope())) {
            return Stream.of(FindingCode.NO_PERMISSION.about(
                    FoundObject.of(scope.scope()),
                    "The scope requires all of its roles, and one was deleted ("
                            + scope.scope().getAttribute(PermissionScopes.LOST_ROLES)
                            + "): it is always refused, until a role is mapped in its place, or the attribute "
                            + PermissionScopes.LOST_ROLES + " is taken away."));
        }
        return scope.required().isEmpty()
                ? Stream.of(FindingCode.NO_PERMISSION.about(
                        FoundObject.of(scope.scope()),
                        "No role is mapped to the protected scope: it is always refused."))
                : Stream.of(composites(scope), unobtainable(scope), severalApis(scope))
                        .flatMap(findings -> findings);
    }

    private static Finding opened(ScopeFacts scope) {
        return FindingCode.OPENED_SCOPE.about(
                FoundObject.of(scope.scope()),
                "No role is mapped to the scope and it is not protected, so everybody gets it; but it was protected once, or"
                        + " was meant to be: it has permissionScopes attributes.");
    }

    private static Stream<Finding> composites(ScopeFacts scope) {
        return scope.required().stream()
                .filter(role -> role.isComposite())
                .map(role -> FindingCode.COMPOSITE_PERMISSION.about(
                        FoundObject.of(scope.scope()),
                        "The scope requires the composite role " + RoleText.of(role) + "."));
    }

    private Stream<Finding> unobtainable(ScopeFacts scope) {
        if (!assigned.contains(scope.scope().getId())) {
            return Stream.of(FindingCode.UNOBTAINABLE_SCOPE.about(
                    FoundObject.of(scope.scope()), "No client has the scope, so no client can ask for it."));
        }
        boolean obtainable = ScopeProtection.requiresAll(scope.scope())
                ? scope.required().stream().allMatch(holders::exist)
                : scope.required().stream().anyMatch(holders::exist);
        return obtainable
                ? Stream.empty()
                : Stream.of(FindingCode.UNOBTAINABLE_SCOPE.about(
                        FoundObject.of(scope.scope()), "Nobody holds the permission that the scope requires."));
    }

    private static Stream<Finding> severalApis(ScopeFacts scope) {
        Map<String, List<String>> apis = scope.required().stream()
                .filter(role -> role.isClientRole())
                .collect(Collectors.groupingBy(
                        role -> role.getName(),
                        TreeMap::new,
                        Collectors.mapping(
                                role -> ((ClientModel) role.getContainer()).getClientId(), Collectors.toList())));
        return apis.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> FindingCode.NAME_CLASH.about(
                        FoundObject.of(scope.scope()),
                        "The scope requires role " + entry.getKey() + " of several APIs: "
                                + entry.getValue().stream().sorted().collect(Collectors.joining(", "))
                                + ". "
                                + (ScopeProtection.requiresAny(scope.scope())
                                        ? "Whoever holds one of them gets it for all."
                                        : "In a request that names no API, only those get it who hold all of them.")));
    }

    private Stream<Finding> namesThatDifferByCase() {
        Map<String, List<ScopeFacts>> byName = scopes.stream()
                .collect(Collectors.groupingBy(scope -> scope.name().toLowerCase(Locale.ROOT)));
        return byName.values().stream()
                .filter(alike -> alike.size() > 1)
                .map(alike -> alike.stream()
                        .sorted(Comparator.comparing(scope -> scope.name()))
                        .toList())
                .map(alike -> FindingCode.NAME_CLASH.about(
                        FoundObject.of(alike.get(0).scope()),
                        "These scopes differ only by case: "
                                + alike.stream().map(scope -> scope.name()).collect(Collectors.joining(", "))
                                + "."));
    }
}
