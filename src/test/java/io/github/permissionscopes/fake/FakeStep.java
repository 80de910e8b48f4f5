package io.github.permissionscopes.fake;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatorConfigModel;

/** A step of a login flow, with its configuration. */
public final class FakeStep {

    private final Map<String, String> config = new HashMap<>();
    private final EventBuilder event;
    private final AuthenticationFlowContext model;
    private boolean configured = true;
    private boolean succeeded;

    public FakeStep(FakeSession session, FakeLogin login) {
        event = session.event();
        model = Fake.of(AuthenticationFlowContext.class)
                .with("getSession", session.model())
                .with("getRealm", login.model().getRealm())
                .with("getAuthenticationSession", login.model())
                .get("getUser", login.model()::getAuthenticatedUser)
                .with("getEvent", event)
                .get("getAuthenticatorConfig", this::config)
                .get("success", () -> succeeded = true)
                .make();
    }

    public FakeStep with(String key, String value) {
        config.put(key, value);
        return this;
    }

    /** Nobody has configured it. */
    public FakeStep unconfigured() {
        configured = false;
        return this;
    }

    public AuthenticationFlowContext model() {
        return model;
    }

    /** The event of the login. */
    public EventBuilder event() {
        return event;
    }

    public boolean succeeded() {
        return succeeded;
    }

    private AuthenticatorConfigModel config() {
        AuthenticatorConfigModel model = new AuthenticatorConfigModel();
        model.setConfig(config);
        return configured ? model : null;
    }
}
