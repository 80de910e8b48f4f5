package io.github.permissionscopes.fake;

import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.EventBuilder;

/** A required action of a login: what it asks for, and how it ends. */
public final class FakeAction {

    private final EventBuilder event;
    private final RequiredActionContext model;
    private Response challenge;
    private boolean succeeded;

    public FakeAction(FakeSession session, FakeLogin login, FakeForms forms) {
        event = session.event();
        model = Fake.of(RequiredActionContext.class)
                .with("getSession", session.model())
                .with("getRealm", login.model().getRealm())
                .with("getAuthenticationSession", login.model())
                .get("getUser", login.model()::getAuthenticatedUser)
                .with("getEvent", event)
                .get("getHttpRequest", session.model().getContext()::getHttpRequest)
                .with("form", forms.model())
                .on("challenge", arguments -> challenge = (Response) arguments[0])
                .get("success", () -> succeeded = true)
                .make();
    }

    public RequiredActionContext model() {
        return model;
    }

    /** The event of the login. */
    public EventBuilder event() {
        return event;
    }

    /** @return what the browser gets; null where the login goes on */
    public Response challenge() {
        return challenge;
    }

    public boolean succeeded() {
        return succeeded;
    }
}
