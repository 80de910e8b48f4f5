package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.ScopeRule;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The paths by which a subject holds what a rule requires. */
final class RulePaths {

    private RulePaths() {}

    /** Returns the shortest path; if each API counts, one per API; if all permissions count, one per permission. */
    static Stream<List<PathStep>> of(Paths paths, ScopeRule rule) {
        return switch (rule.match()) {
            case ALL -> to(paths, rule, permission -> true);
            case EACH_API ->
                rule.apis().isEmpty()
                        ? to(paths, rule, permission -> true).limit(1)
                        : rule.apis().stream().sorted().flatMap(api -> to(
                                        paths, rule, permission -> permission.speaksFor(api))
                                .limit(1));
            case ANY, NONE -> to(paths, rule, permission -> true).limit(1);
        };
    }

    private static Stream<List<PathStep>> to(Paths paths, ScopeRule rule, Predicate<Permission> which) {
        return rule.requires().stream()
                .filter(which)
                .map(Permission::id)
                .filter(paths::leadTo)
                .map(paths::to)
                .sorted(Comparator.<List<PathStep>>comparingInt(path -> path.size())
                        .thenComparing(path -> path.get(path.size() - 1), PathStep.ORDER));
    }
}
