package io.github.permissionscopes.rest;

import io.github.permissionscopes.apply.Change;
import io.github.permissionscopes.realm.ApisChanged;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.function.BiConsumer;
import org.keycloak.Config;
import org.keycloak.common.util.Encode;
import org.keycloak.events.admin.OperationType;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Who calls the administration's REST API, by the bearer token: an administrator of this realm, or one of the master realm
 * with roles for this realm. As {@code AdminRoot.authenticateRealmAdminRequest} does it, and with the same answers.
 *
 * <p>What they may do is in the token, not in the user behind it ({@link NativeRights}): who receives a token that carries
 * less cannot use it for more.
 */
public final class Administrator {

    /** Resource type of the admin events. */
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

    /** @throws WebApplicationException 401 without a valid token, 403 with one of a realm that does not administer this one */
    public static Administrator authenticated(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        RealmModel issuer = issuerRealm(session, token(session));
        AdminAuth auth = issuer == null ? null : verified(session, issuer);
        if (auth == null) {
            throw Problem.of(
                    Status.UNAUTHORIZED,
                    "The token is not a valid access token of realm " + realm.getName() + " or of realm "
                            + Config.getAdminRealm() + ".");
        }
        if (!issuer.equals(realm) && !issuer.getName().equals(Config.getAdminRealm())) {
            throw Problem.of(
                    Status.FORBIDDEN,
                    "The token is of realm " + issuer.getName() + ". Administrators of realm " + realm.getName()
                            + " and of realm " + Config.getAdminRealm() + " may call this.");
        }
        return new Administrator(session, realm, auth, NativeRights.of(session, auth));
    }

    private static String token(KeycloakSession session) {
        try {
            String token = AppAuthManager.extractAuthorizationHeaderToken(
                    session.getContext().getRequestHeaders());
            if (token != null) {
                return token;
            }
        } catch (NotAuthorizedException e) {
            // Another kind of header: said below, in our own form.
        }
        throw Problem.of(Status.UNAUTHORIZED, "Send the access token of an administrator (Authorization: Bearer).");
    }

    /** @return the realm that the token says it is of, null for none; its signature is checked with that realm's keys */
    private static RealmModel issuerRealm(KeycloakSession session, String token) {
        try {
            String issuer =
                    new JWSInput(token).readJsonContent(AccessToken.class).getIssuer();
            return issuer == null
                    ? null
                    : session.realms().getRealmByName(Encode.decodePath(issuer.substring(issuer.lastIndexOf('/') + 1)));
        } catch (JWSInputException | IllegalArgumentException e) {
            return null;
        }
    }

    private static AdminAuth verified(KeycloakSession session, RealmModel issuer) {
        RealmModel realm = session.getContext().getRealm();
        session.getContext().setRealm(issuer);
        try {
            AuthResult result = new AppAuthManager.BearerTokenAuthenticator(session)
                    .setRealm(issuer)
                    .setConnection(session.getContext().getConnection())
                    .setHeaders(session.getContext().getRequestHeaders())
                    .authenticate();
            return result == null
                    ? null
                    : new AdminAuth(issuer, result.getToken(), result.getUser(), result.getClient());
        } finally {
            session.getContext().setRealm(realm);
        }
    }

    /**
     * @param roles of the realm's management client; what all of them let somebody do is needed. {@code AdminRoles} has
     *     their names
     * @throws WebApplicationException 403
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

    /** @return the client ID of the application that the administrator uses */
    public String application() {
        return auth.getToken().getIssuedFor();
    }

    /** @return the id of the administrator's login; null for a machine's */
    public String login() {
        return auth.getToken().getSessionId();
    }

    /** @throws WebApplicationException 403 for a client that fine-grained permissions keep from this administrator */
    void requireView(ClientModel client) {
        if (!rights.canView(client)) {
            throw forbidden("Keycloak does not let you see client " + client.getClientId() + ".");
        }
    }

    /** As above. Keycloak's own clients are not asked about: no definition can be made of them. */
    void requireManage(ClientModel client) {
        if (!rights.hasOneRole(AdminRoles.MANAGE_CLIENTS) && !rights.canManage(client)) {
            throw forbidden("Keycloak does not let you manage client " + client.getClientId() + ".");
        }
    }

    /**
     * @param roles one of them must be in the token: for what concerns all objects of a kind, where Keycloak's fine-grained
     *     permissions differ from one to the next
     * @throws WebApplicationException 403
     */
    Administrator requireRole(String... roles) {
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

    /** @return the client ID with the roles for this realm: in the master realm there is one for each realm */
    private String management() {
        return auth.getRealm().getName().equals(Config.getAdminRealm())
                ? realm.getMasterAdminClient().getClientId()
                : Constants.REALM_MANAGEMENT_CLIENT_ID;
    }

    /** @return writes one admin event with the changes, in the transaction that makes them */
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
