package io.github.permissionscopes.decision;

/** What happens to a request for a refused scope, from the mildest to the strictest. */
public enum Refusal {
    /** The refused scopes are removed and the request continues. */
    STRIP,
    /** Like {@link #STRIP}, but the request is rejected if it asks for protected scopes and none of them is left. */
    REJECT_IF_NONE_LEFT,
    /** The whole request is rejected. */
    REJECT;

    /** Returns the stricter of the two: settings may only be tightened. */
    public Refusal stricterOf(Refusal other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
