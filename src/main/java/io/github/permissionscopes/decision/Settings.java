package io.github.permissionscopes.decision;

import java.util.Objects;
import java.util.Set;

/**
 * The realm's settings that affect a decision.
 *
 * @param reportOnlyApis client IDs of APIs whose refusals are only reported while the realm enforces
 * @param notice whether a user is shown the refused scopes and asked whether to continue
 * @param tellClient whether token responses name the refused scopes
 */
public record Settings(Mode mode, Refusal refusal, Set<String> reportOnlyApis, boolean notice, boolean tellClient) {

    /** The meaning of an empty configuration. */
    public static final Settings DEFAULT = new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(), false, false);

    public Settings {
        Objects.requireNonNull(mode);
        Objects.requireNonNull(refusal);
        reportOnlyApis = Set.copyOf(reportOnlyApis);
    }

    /** Whether refusals for these APIs take effect: if the scope belongs to no API, or if at least one is enforced. */
    public boolean enforces(Set<String> apis) {
        return mode == Mode.ENFORCE && (apis.isEmpty() || !reportOnlyApis.containsAll(apis));
    }
}
