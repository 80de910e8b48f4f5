package io.github.permissionscopes.decision;

/**
 * Why a protected scope is refused, in the order in which the rule checks. The codes appear in events and are stable.
 */
public enum Reason {
    /** The rule could not be evaluated. This is an error, not a verdict on the subject. */
    EVALUATION_FAILED("evaluation_failed"),
    /** The scope is protected, but no required permission is left, so nobody can hold it. */
    NO_PERMISSION_DEFINED("no_permission_defined"),
    /** The request names one API, and the scope belongs to another. */
    OTHER_API("other_api"),
    /** The subject does not hold the required permissions. */
    NOT_PERMITTED("not_permitted"),
    /** The request names no API, and the subject may have the scope only at some of the APIs that it belongs to. */
    AMBIGUOUS_API("ambiguous_api"),
    /** The subject may have the scope, but has not reached the level of authentication that it requires. */
    ACR_TOO_LOW("acr_too_low");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
