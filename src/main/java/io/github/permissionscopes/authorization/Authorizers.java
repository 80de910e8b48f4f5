package io.github.permissionscopes.authorization;

import io.github.permissionscopes.config.RealmSwitch;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/** The ways to ask for a ruling. They say the same, and differ in the trace that they leave. */
public final class Authorizers {

    private Authorizers() {}

    /**
     * For an enforcement point whose ruling takes effect.
     *
     * @param event gets the details of a refusal
     */
    public static ScopeAuthorizer reporting(KeycloakSession session, EventBuilder event) {
        return new ReportingAuthorizer(counting(session), RequestState.of(session), event);
    }

    /** As above, where there is no event that could be given details. */
    public static ScopeAuthorizer counting(KeycloakSession session) {
        return new CountingAuthorizer(new TimingAuthorizer(quiet(session)), session);
    }

    /** Leaves no trace: for a check of what is reported elsewhere. */
    public static ScopeAuthorizer quiet(KeycloakSession session) {
        return new RuleAuthorizer(RequestState.of(session)::settings);
    }

    /** As above, under the realm's settings as they stand, whether the switch is on or off: for an answer to what would be. */
    public static ScopeAuthorizer hypothetical() {
        return new RuleAuthorizer(realm -> Optional.of(RealmSwitch.configured(realm)));
    }
}
