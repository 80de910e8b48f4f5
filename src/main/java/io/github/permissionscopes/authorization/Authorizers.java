package io.github.permissionscopes.authorization;

import io.github.permissionscopes.config.RealmSwitch;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/** Factory for {@link ScopeAuthorizer}s. All of them apply the same rule; they differ in what they record. */
public final class Authorizers {

    private Authorizers() {}

    /**
     * Records everything: for an enforcement point whose ruling takes effect.
     *
     * @param event receives the details of a refusal
     */
    public static ScopeAuthorizer reporting(KeycloakSession session, EventBuilder event) {
        return new ReportingAuthorizer(counting(session), RequestState.of(session), event);
    }

    /** Records metrics only: for an enforcement point that has no event to write to. */
    public static ScopeAuthorizer counting(KeycloakSession session) {
        return new CountingAuthorizer(new TimingAuthorizer(quiet(session)), session);
    }

    /** Records nothing: for a check whose result is reported elsewhere. */
    public static ScopeAuthorizer quiet(KeycloakSession session) {
        return new RuleAuthorizer(RequestState.of(session)::settings);
    }

    /**
     * Records nothing, and applies the realm's configured settings even while the switch is off: for what-if answers.
     */
    public static ScopeAuthorizer hypothetical() {
        return new RuleAuthorizer(realm -> Optional.of(RealmSwitch.configured(realm)));
    }
}
