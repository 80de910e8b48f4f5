package io.github.permissionscopes.decision;

/** What happens to a request that asks for a refused scope, from the mildest to the strictest. */
public enum Refusal {
    /** The refused scopes are taken out and the request goes on. */
    STRIP,
    /** As {@link #STRIP}, but rejected when protected scopes were asked for and none of them is left. */
    REJECT_IF_NONE_LEFT,
    /** The whole request is rejected. */
    REJECT;

    /** Settings may only ever be tightened: of two, the stricter one counts. */
    public Refusal stricterOf(Refusal other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
