package io.github.permissionscopes.apply;

import static io.github.permissionscopes.realm.PermissionScopes.RESOURCE_URL;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;

/** Writes one API: its client, permissions and scopes. */
final class ApiWriter {

    private final KeycloakSession session;
    private final Catalogue catalogue;
    private final Changes changes;
    private final RealmModel realm;

    ApiWriter(KeycloakSession session, Catalogue catalogue, Changes changes) {
        this.session = session;
        this.catalogue = catalogue;
        this.changes = changes;
        this.realm = catalogue.realm();
    }

    /** @param at JSON pointer to the definition */
    void write(ApiDefinition api, String at) {
        ClientModel client = client(api, at);
        changes.set(
                Kind.API,
                api.clientId(),
                "name",
                client.getName(),
                orElse(PageText.stored(api.name()), client.getName()),
                name -> client.setName(name));
        String identifier = client.getAttribute(RESOURCE_URL);
        checkIdentifier(api, client, at);
        changes.set(
                Kind.API,
                api.clientId(),
                "identifier",
                identifier,
                orElse(api.identifier(), identifier),
                wanted -> client.setAttribute(RESOURCE_URL, wanted));

        String refusal = client.getAttribute(PermissionScopes.REFUSAL);
        changes.set(
                Kind.API,
                api.clientId(),
                "refusal",
                refusal,
                orElse(api.refusal(), refusal),
                wanted -> client.setAttribute(PermissionScopes.REFUSAL, wanted));

        Set<String> listed = new HashSet<>();
        List<ClientScopeModel> before = catalogue.scopesOf(api.clientId());
        ScopeWriter scopes = new ScopeWriter(
                session, catalogue, changes, client, ScopeOrder.of(owned(before, api.clientId()), catalogue.scopes()));
        List<ScopeDefinition> definitions = api.scopes() != null ? api.scopes() : asTheyAre(before);
        // Renames first: a new scope may have the name that an old one gives up.
        for (int i = 0; i < definitions.size(); i++) {
            scopes.rename(definitions.get(i), at + "/scopes/" + i);
        }
        for (int i = 0; i < definitions.size(); i++) {
            scopes.write(definitions.get(i), i, at + "/scopes/" + i);
            listed.add(definitions.get(i).name());
        }
        before.stream().filter(scope -> !listed.contains(scope.getName())).forEach(scopes::delete);
        new Assignments(catalogue, changes).write(api, definitions, at);
    }

    /** Deletes the API's scopes and permissions, and its client where a definition has made it. */
    void delete(ClientModel client) {
        ScopeWriter scopes = new ScopeWriter(session, catalogue, changes, client, null);
        catalogue.scopesOf(client.getClientId()).forEach(scopes::delete);
        // Where somebody has made more of the client since, it is not this product's to delete.
        if (isMade(client) && client.isBearerOnly()) {
            changes.delete(Kind.API, client.getClientId());
            realm.removeClient(client.getId());
        }
    }

    static boolean isMade(ClientModel client) {
        return Boolean.parseBoolean(client.getAttribute(PermissionScopes.DEFINED));
    }

    private ClientModel client(ApiDefinition api, String at) {
        if (new AdministrativeRoles(realm).isInternal(api.clientId())) {
            throw new ConflictException(
                    at + "/clientId", "\"" + api.clientId() + "\" is one of Keycloak's own clients, not an API.");
        }
        ClientModel client = realm.getClientByClientId(api.clientId());
        if (client == null) {
            return create(api);
        }
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()) && client.getProtocol() != null) {
            throw new ConflictException(
                    at + "/clientId",
                    "\"" + api.clientId() + "\" is a client of another protocol than OpenID Connect.");
        }
        return client;
    }

    /** A client that stands for an API: nobody can log in at it. */
    private ClientModel create(ApiDefinition api) {
        changes.create(Kind.API, api.clientId());
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(api.clientId());
        client.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        client.setEnabled(true);
        client.setBearerOnly(true);
        client.setFullScopeAllowed(false);
        client.setStandardFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        ClientModel created = ClientManager.createClient(session, realm, client);
        created.setAttribute(PermissionScopes.DEFINED, "true");
        return created;
    }

    /**
     * Two APIs with one identifier could not be told apart by it. Of clients that are none, who registered them may write
     * the same; nobody could define the API then, and no request means them.
     */
    private void checkIdentifier(ApiDefinition api, ClientModel client, String at) {
        if (api.identifier() == null || api.identifier().equals(client.getAttribute(RESOURCE_URL))) {
            return;
        }
        Optional<ClientModel> other = realm.getClientsStream()
                .filter(found -> !found.getId().equals(client.getId()))
                .filter(found -> api.identifier().equals(found.getAttribute(RESOURCE_URL))
                        || api.identifier().equals(found.getClientId()))
                .filter(found -> !catalogue.scopesOf(found.getClientId()).isEmpty())
                .findFirst();
        if (other.isPresent()) {
            throw new ConflictException(
                    at + "/identifier",
                    "The client \"" + other.get().getClientId() + "\" has this identifier already.");
        }
    }

    private static List<ClientScopeModel> owned(List<ClientScopeModel> scopes, String clientId) {
        return scopes.stream()
                .filter(scope -> Catalogue.owner(scope).filter(clientId::equals).isPresent())
                .toList();
    }

    private static List<ScopeDefinition> asTheyAre(List<ClientScopeModel> scopes) {
        return scopes.stream()
                .map(scope -> ScopeDefinition.of(scope.getName(), null))
                .toList();
    }

    private static String orElse(String wanted, String is) {
        return wanted == null ? is : wanted;
    }

    /** Where a definition names a client that is not there. */
    static InvalidDefinitionException unknownClient(String at, String clientId) {
        return new InvalidDefinitionException(at, "There is no client \"" + clientId + "\" in this realm.");
    }
}
