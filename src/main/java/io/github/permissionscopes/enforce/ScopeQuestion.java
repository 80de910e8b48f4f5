package io.github.permissionscopes.enforce;

import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.ScopeList;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * May this subject have these scopes at this client?
 *
 * @param subject the user, or the service-account user of the client
 * @param requested the scopes asked for
 * @param occasion whether scopes are granted for the first time
 * @param atLeast a refusal that this request asks for beyond the realm's; {@link Refusal#STRIP} for none
 */
public record ScopeQuestion(
        ClientModel client, UserModel subject, ScopeList requested, Occasion occasion, Refusal atLeast) {

    /** Whether scopes are granted for the first time, or an earlier grant is used again. */
    public enum Occasion {
        /** Scopes may be added, and {@code offline_access} is judged like any other scope. */
        GRANT,
        /**
         * Nothing is ever added, since a grant never widens. {@code offline_access} is left alone: taking it out of a
         * refresh token would make Keycloak mint an online token for an offline session, and it has a check of its own.
         */
        RENEWAL
    }

    public static ScopeQuestion grant(ClientModel client, UserModel subject, ScopeList requested) {
        return new ScopeQuestion(client, subject, requested, Occasion.GRANT, Refusal.STRIP);
    }

    public static ScopeQuestion renewal(ClientModel client, UserModel subject, ScopeList requested) {
        return new ScopeQuestion(client, subject, requested, Occasion.RENEWAL, Refusal.STRIP);
    }
}
