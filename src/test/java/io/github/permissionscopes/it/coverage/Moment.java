package io.github.permissionscopes.it.coverage;

/** A place that reports a scope, and that has to agree with the others. */
public enum Moment {
    CONSENT("consent"),
    ACCESS_TOKEN("access token"),
    RESPONSE("response"),
    REFRESH("refresh"),
    TRACES("roles, audience, claims"),
    ID_TOKEN("ID token"),
    USERINFO("userinfo"),
    INTROSPECTION("introspection"),
    EVENT("event");

    private final String title;

    Moment(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
