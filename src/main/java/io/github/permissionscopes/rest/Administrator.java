package io.github.permissionscopes.rest;

import io.github.permissionscopes.provisioning.Change;
import io.github.permissionscopes.realm.ApisChanged;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * The authenticated caller of the administration's REST API: an administrator of this realm, or one of the master realm
 * with roles for this realm. The bearer token is checked as in Keycloak's {@code
 * AdminRoot.authenticateRealmAdminRequest}, with the same status codes.
 *
 * <p>The roles in the token decide what the caller may do, not the roles of the user behind it ({@link NativeRights}).
 * So a token with fewer roles cannot be used for more.
 */
public final class Administrator {

    /** The resource type of the admin events. */
    static final String RESOURCE_TYPE = "PERMISSION_SCOPES";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminAuth auth;
    private final NativeRights rights;

    private Administrator(KeycloakSession session, RealmModel realm, AdminAuth auth, NativeRights rights) {
        this.session = session;
        this.realm = realm;
        this.auth = auth;
        this.rights = rights;
    }

    /**
     * @throws WebApplicationException 401 without a valid token, 403 with a token of a realm that does not administer
     *     this one
     */
    public static Administrator authenticated(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        AdminAuth auth = SentToken.verified(session)
                .orElseThrow(() -> Problem.of(
                        Status.UNAUTHORIZED,
                        "This is no valid access token of realm " + realm.getName() + " or of realm "
                                + Config.getAdminRealm()
                                + ". It may have expired: an access token lives for minutes. Get"
                                + " a new one, and send it again."));
        RealmModel issuer = auth.getRealm();
        if (!issuer.equals(realm) && !issuer.getName().equals(Config.getAdminRealm())) {
            throw forbidden("The token is of realm " + issuer.getName() + ". Administrators of realm " + realm.getName()
                    + " and of realm " + Config.getAdminRealm() + " may call this.");
        }
        return new Administrator(session, realm, auth, NativeRights.of(session, auth));
    }

    /**
     * @param roles names of roles of the realm's management client ({@code AdminRoles}); the caller needs the rights of
     *     all of them
     * @return this administrator
     * @throws WebApplicationException 403 if a right is missing
     */
    public Administrator require(String... roles) {
        for (String role : roles) {
            if (!rights.includes(role)) {
                throw forbidden("This needs the role" + (roles.length > 1 ? "s " : " ") + String.join(", ", roles)
                        + " of client " + management() + ", in the token.");
            }
        }
        return this;
    }

    /** @return the client ID of the application to which the token was issued */
    public String application() {
        return auth.getToken().getIssuedFor();
    }

    /** @return the id of the administrator's user session; null for a service account without one */
    public @Nullable String login() {
        return auth.getToken().getSessionId();
    }

    /** @throws WebApplicationException 403 if fine-grained permissions do not let this administrator see the client */
    void requireView(ClientModel client) {
        if (!rights.canView(client)) {
            throw forbidden("Keycloak does not let you see client " + client.getClientId() + ".");
        }
    }

    /**
     * @param user null for a user that does not exist. An administrator who may see only some users must not learn
     *     whether others exist
     * @throws WebApplicationException 403 if the administrator may not see the user; for null, unless they may see all
     *     users
     */
    void requireView(@Nullable UserModel user) {
        if (user == null || !rights.canView(user)) {
            require(AdminRoles.VIEW_USERS);
            if (user != null) {
                throw forbidden("Keycloak does not let you see this user.");
            }
        }
    }

    /** @throws WebApplicationException 403 if this administrator may not manage the client */
    void requireManage(ClientModel client) {
        if (!rights.hasOneRole(AdminRoles.MANAGE_CLIENTS) && !rights.canManage(client)) {
            throw forbidden("Keycloak does not let you manage client " + client.getClientId() + ".");
        }
    }

    /**
     * @param roles the roles of which the token must contain one. It is used where a call concerns all objects of a
     *     kind, for which fine-grained permissions are not enough
     * @throws WebApplicationException 403 if the token has none of the roles
     */
    public Administrator requireRole(String... roles) {
        if (!rights.hasOneRole(roles)) {
            throw forbidden("This needs the role " + String.join(" or ", roles) + " of client " + management()
                    + ", in the token. Fine-grained permissions do not count here.");
        }
        return this;
    }

    NativeRights rights() {
        return rights;
    }

    static WebApplicationException forbidden(String why) {
        return Problem.of(Status.FORBIDDEN, why);
    }

    /**
     * @return the client ID of the client with the administrative roles for this realm; the master realm has one for
     *     each realm
     */
    private String management() {
        return auth.getRealm().getName().equals(Config.getAdminRealm())
                ? realm.getMasterAdminClient().getClientId()
                : Constants.REALM_MANAGEMENT_CLIENT_ID;
    }

    /** @return a function that writes one admin event with the changes, in the transaction that makes them */
    BiConsumer<KeycloakSession, List<Change>> event(OperationType operation, String... path) {
        AdminEventBuilder event = new AdminEventBuilder(
                        realm, auth, session, session.getContext().getConnection())
                .operation(operation)
                .resource(RESOURCE_TYPE)
                .resourcePath(path);
        return (transaction, changes) -> {
            event.clone(transaction).representation(changes).success();
            ApisChanged.publish(transaction, realm.getId());
        };
    }
}
