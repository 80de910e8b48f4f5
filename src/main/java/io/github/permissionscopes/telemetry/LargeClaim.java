package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.config.PermissionScopes;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Warns that a token contains a large claim: many servers and proxies accept only a few kilobytes of headers.
 *
 * @param size of the claim, in bytes of JSON
 * @param most the size above which a warning is due, in bytes
 */
public record LargeClaim(ClientModel client, UserSessionModel userSession, int size, int most) {

    /** Event detail: the size of the claim that names the permissions, in bytes. */
    public static final String CLAIM_SIZE = "permissions_claim_size";

    /** Event detail: the size above which there is a warning. */
    public static final String CLAIM_MAX_SIZE = "permissions_claim_max_size";

    private static final Logger LOG = Logger.getLogger("io.github.permissionscopes");

    /** @param event of the request that the token is issued for */
    public void report(EventBuilder event) {
        event.detail(CLAIM_SIZE, String.valueOf(size)).detail(CLAIM_MAX_SIZE, String.valueOf(most));
        LOG.warnf(
                "A token for client %s has a claim of %d bytes with the permissions of user %s. More than %d are a risk:"
                        + " a request with it may be refused as too large.",
                client.getId(), size, userSession.getUser().getId(), most);
    }

    /** Writes a separate event, for use where the request's event is already written. */
    public void report(KeycloakSession session) {
        EventBuilder event = new EventBuilder(
                        client.getRealm(), session, session.getContext().getConnection())
                .event(EventType.CUSTOM_REQUIRED_ACTION)
                .detail(Details.CUSTOM_REQUIRED_ACTION, PermissionScopes.REQUIRED_ACTION_ID)
                .client(client)
                .session(userSession)
                .user(userSession.getUser());
        report(event);
        event.success();
    }
}
