package io.github.permissionscopes.refusalreport;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.telemetry.RefusedResource;
import io.github.permissionscopes.telemetry.RulingReporter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One refusal in an event: of a scope, or of the API that a request names for its token.
 *
 * @param scope null for a resource
 * @param resource null for a scope
 * @param reason its code
 * @param mode {@link Mode#ENFORCE} if it took effect; {@link Mode#REPORT} if it was only reported
 */
record RefusedScope(@Nullable String scope, @Nullable String resource, String reason, Mode mode) {

    private static final Set<String> REASONS =
            Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.toUnmodifiableSet());

    RefusedScope(String scope, String reason, Mode mode) {
        this(scope, null, reason, mode);
    }

    /**
     * @param details of an event
     * @return empty if the event records no refusal. Unreadable details are skipped, since a store may truncate long
     *     ones
     */
    static List<RefusedScope> in(@Nullable Map<String, String> details) {
        if (details == null) {
            return List.of();
        }
        boolean enforcing = SwitchConfig.value(Mode.ENFORCE).equals(details.get(RulingReporter.MODE));
        Set<String> kept =
                words(details, RulingReporter.SCOPE_REFUSED_REPORT_ONLY).collect(Collectors.toSet());
        Stream<RefusedScope> scopes = words(details, RulingReporter.SCOPE_REFUSED_REASONS)
                .filter(pair -> REASONS.contains(pair.substring(pair.lastIndexOf('=') + 1)))
                // A scope may contain this character too; a reason does not.
                .filter(pair -> pair.lastIndexOf('=') > 0)
                .map(pair -> of(pair, enforcing, kept));
        return Stream.concat(scopes, resource(details, enforcing)).toList();
    }

    private static Stream<RefusedScope> resource(Map<String, String> details, boolean enforcing) {
        boolean tookEffect = enforcing && !details.containsKey(RefusedResource.RESOURCE_REFUSED_REPORT_ONLY);
        return Stream.ofNullable(details.get(RefusedResource.RESOURCE_REFUSED))
                .map(resource -> new RefusedScope(
                        null, resource, RefusedResource.REASON, tookEffect ? Mode.ENFORCE : Mode.REPORT));
    }

    private static RefusedScope of(String pair, boolean enforcing, Set<String> kept) {
        int separator = pair.lastIndexOf('=');
        String scope = pair.substring(0, separator);
        boolean tookEffect = enforcing && !kept.contains(scope);
        return new RefusedScope(scope, pair.substring(separator + 1), tookEffect ? Mode.ENFORCE : Mode.REPORT);
    }

    private static Stream<String> words(Map<String, String> details, String detail) {
        return Arrays.stream(details.getOrDefault(detail, "").split(" ")).filter(word -> !word.isEmpty());
    }
}
