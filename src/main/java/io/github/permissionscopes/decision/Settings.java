package io.github.permissionscopes.decision;

import java.util.Objects;
import java.util.Set;

/**
 * The realm's settings, as far as they bear on a decision.
 *
 * @param reportOnlyApis client ids of APIs whose refusals are only reported while the realm enforces
 * @param notice whether a user is shown what is refused, and asked whether to go on
 * @param tellClient whether token responses name the refused scopes
 */
public record Settings(Mode mode, Refusal refusal, Set<String> reportOnlyApis, boolean notice, boolean tellClient) {

    /** What an empty configuration means. */
    public static final Settings DEFAULT = new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(), false, false);

    public Settings {
        Objects.requireNonNull(mode);
        Objects.requireNonNull(refusal);
        reportOnlyApis = Set.copyOf(reportOnlyApis);
    }

    /** A scope of several APIs is enforced as long as one of them is; so is a scope of no API. */
    public boolean enforces(Set<String> apis) {
        return mode == Mode.ENFORCE && (apis.isEmpty() || !reportOnlyApis.containsAll(apis));
    }
}
