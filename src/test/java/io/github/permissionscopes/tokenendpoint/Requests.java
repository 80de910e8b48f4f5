package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.fake.FakeSession;

/** Token requests as enforcement points see them. */
final class Requests {

    private Requests() {}

    /** What the session asks for, with an event of its own. */
    static GrantRequest of(FakeSession session) {
        return GrantRequest.begin(session.context(session.event()));
    }
}
