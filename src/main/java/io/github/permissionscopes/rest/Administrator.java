package io.github.permissionscopes.rest;

import io.github.permissionscopes.apply.Change;
import io.github.permissionscopes.realm.ApisChanged;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.function.BiConsumer;
import org.keycloak.Config;
import org.keycloak.events.admin.OperationType;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
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
 * with roles for this realm. As {@code AdminRoot.authenticateRealmAdminRequest} does it.
 */
public final class Administrator {

    /** Resource type of the admin events. */
    static final String RESOURCE_TYPE = "PERMISSION_SCOPES";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminAuth auth;

    private Administrator(KeycloakSession session, RealmModel realm, AdminAuth auth) {
        this.session = session;
        this.realm = realm;
        this.auth = auth;
    }

    /** @throws WebApplicationException 401 without a valid token of this realm or of the master realm */
    public static Administrator authenticated(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        String token = AppAuthManager.extractAuthorizationHeaderToken(
                session.getContext().getRequestHeaders());
        if (token == null) {
            throw Problem.of(Status.UNAUTHORIZED, "Send the access token of an administrator (Authorization: Bearer).");
        }
        AdminAuth auth = verified(session, issuerRealm(session, realm, token));
        if (auth == null) {
            throw Problem.of(
                    Status.UNAUTHORIZED,
                    "The token is not a valid access token of realm " + realm.getName() + " or of realm "
                            + Config.getAdminRealm() + ".");
        }
        return new Administrator(session, realm, auth);
    }

    /** @return the realm that the token says it is of; its signature is checked with that realm's keys */
    private static RealmModel issuerRealm(KeycloakSession session, RealmModel realm, String token) {
        try {
            String issuer =
                    new JWSInput(token).readJsonContent(AccessToken.class).getIssuer();
            return issuer != null && issuer.endsWith("/realms/" + Config.getAdminRealm())
                    ? session.realms().getRealmByName(Config.getAdminRealm())
                    : realm;
        } catch (JWSInputException e) {
            return realm;
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
     * @param roles of the realm's management client; all of them are needed. {@code AdminRoles} has their names
     * @throws WebApplicationException 403
     */
    public Administrator require(String... roles) {
        for (String role : roles) {
            if (!holds(role)) {
                throw Problem.of(
                        Status.FORBIDDEN,
                        "This needs the role" + (roles.length > 1 ? "s " : " ") + String.join(", ", roles)
                                + " of client " + management().getClientId() + ".");
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

    private boolean holds(String role) {
        return management() != null && auth.hasAppRole(management(), role);
    }

    /** @return the client with the roles for this realm: in the master realm there is one for each realm */
    private ClientModel management() {
        return auth.getRealm().getName().equals(Config.getAdminRealm())
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
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
