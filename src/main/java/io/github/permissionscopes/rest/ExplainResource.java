package io.github.permissionscopes.rest;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.explain.Explainer;
import io.github.permissionscopes.explain.Givers;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.realm.MinimumAcr;
import io.github.permissionscopes.realm.ScopeProtocols;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetResolver;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The REST call {@code explain}: says why scopes are granted or refused. It changes nothing; it is a POST because the
 * question can be long.
 */
public final class ExplainResource {

    private final KeycloakSession session;
    private final Administrator administrator;
    private final RealmModel realm;

    ExplainResource(KeycloakSession session, Administrator administrator) {
        this.session = session;
        this.administrator = administrator;
        this.realm = session.getContext().getRealm();
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response explain(InputStream body) {
        administrator.require(AdminRoles.VIEW_CLIENTS);
        ExplainRequest request =
                RequestBody.value(session, body, ExplainRequest.class).checked();
        if ((request.user() == null) == (request.serviceAccountOf() == null)) {
            throw invalid("/user", "Name either a user or the client of a service account (serviceAccountOf).");
        }
        UserModel subject = request.user() != null ? user(request.user()) : serviceAccount(request.serviceAccountOf());
        ClientModel client = client(request);
        if (!ScopeProtocols.asksForScopes(client)) {
            throw invalid(
                    request.client() == null ? "/serviceAccountOf" : "/client",
                    "Client \"" + client.getClientId() + "\" speaks " + client.getProtocol()
                            + ", where no request asks for scopes.");
        }
        administrator.requireView(client);
        int level = level(request.acr());
        ScopeQuestion question = ScopeQuestion.grant(client, subject, request.scopes())
                .inTokenFor(resource(client, request.resource()))
                .reached(() -> level);
        // A fine-grained permission to see users, even all users, does not include their groups.
        Givers givers = administrator.rights().hasOneRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)
                ? Givers.of(session)
                : Givers.none(session);
        // Keycloak resolves the organization scope for the client in the context (OrganizationScope.resolveClientScope,
        // 26.7), which is the administrator's application here.
        ClientModel administrators = session.getContext().getClient();
        session.getContext().setClient(client);
        try {
            return Response.ok(Json.write(Explainer.explain(session, question, givers)))
                    .build();
        } finally {
            session.getContext().setClient(administrators);
        }
    }

    private Optional<TargetApi> resource(ClientModel client, @Nullable String name) {
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        Resolution resolution =
                new TargetResolver(Optional.of(RealmSwitch.configured(realm)), client).named(List.of(name));
        if (resolution instanceof Resolution.Refused) {
            throw missing(
                    "/resource",
                    "No scope of the client belongs to an API with this client ID or attribute resource_url. Where it is"
                            + " enforced, a login is answered with invalid_target.");
        }
        return resolution.target();
    }

    private int level(@Nullable String acr) {
        return acr == null || acr.isBlank()
                ? AuthenticationLevel.NONE
                : MinimumAcr.level(realm, acr)
                        .orElseThrow(() -> invalid(
                                "/acr",
                                "This is neither a level (a whole number) nor a name of the realm's ACR to LoA"
                                        + " mapping."));
    }

    private ClientModel client(ExplainRequest request) {
        if (request.client() != null) {
            return client("/client", request.client());
        }
        if (request.serviceAccountOf() != null) {
            return client("/serviceAccountOf", request.serviceAccountOf());
        }
        throw invalid("/client", "Name the client that asks for the scopes.");
    }

    private ClientModel client(String field, String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null) {
            throw missing(field, "There is no client \"" + clientId + "\".");
        }
        return client;
    }

    /** Looks a user up by name first: administrators know names, and an id is hardly ever a name. */
    private UserModel user(String nameOrId) {
        UserModel named = session.users().getUserByUsername(realm, nameOrId);
        UserModel user = named == null && isId(nameOrId) ? session.users().getUserById(realm, nameOrId) : named;
        administrator.requireView(user);
        if (user == null) {
            throw missing("/user", "There is no user with this name or id.");
        }
        return user;
    }

    /** Excludes ids of federated users without a second colon, which Keycloak's {@code StorageId} cannot parse. */
    private static boolean isId(String text) {
        return !text.startsWith("f:") || text.indexOf(':', 2) >= 0;
    }

    private UserModel serviceAccount(String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        UserModel account = client == null ? null : session.users().getServiceAccount(client);
        administrator.requireView(account);
        client("/serviceAccountOf", clientId);
        if (account == null) {
            throw missing("/serviceAccountOf", "Client \"" + clientId + "\" has no service account.");
        }
        return account;
    }

    private static RuntimeException missing(String field, String message) {
        return Problem.of(Status.NOT_FOUND, List.of(new FieldError(field, message)));
    }

    private static RuntimeException invalid(String field, String message) {
        return Problem.of(List.of(new FieldError(field, message)));
    }
}
