package io.github.permissionscopes.apply;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.RoleDefinition;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.MinimumAcr;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Reads definitions out of the realm, in the form in which they are written. */
public final class ApiReader {

    private final RealmModel realm;
    private final Catalogue catalogue;

    public ApiReader(RealmModel realm) {
        this.realm = realm;
        this.catalogue = new Catalogue(realm);
    }

    /** @return the client IDs of all APIs, sorted: clients with scopes, and those that a definition has made */
    public List<String> clientIds() {
        Set<String> ids = new TreeSet<>();
        catalogue.scopes().forEach(scope -> Catalogue.apis(scope).forEach(ids::add));
        realm.getClientsStream().filter(ApiWriter::isMade).forEach(client -> ids.add(client.getClientId()));
        ids.removeIf(id -> realm.getClientByClientId(id) == null);
        return List.copyOf(ids);
    }

    public boolean isApi(ClientModel client) {
        return ApiWriter.isMade(client)
                || !catalogue.scopesOf(client.getClientId()).isEmpty();
    }

    /** @return empty where no client of this client ID is an API */
    public Optional<ApiDefinition> find(String clientId) {
        return Optional.ofNullable(realm.getClientByClientId(clientId))
                .filter(this::isApi)
                .map(this::api);
    }

    public ApiDefinition api(ClientModel client) {
        List<ClientScopeModel> scopes = catalogue.scopesOf(client.getClientId());
        List<String> clients =
                Assignments.common(scopes.stream().map(catalogue::clients).toList());
        Set<Boolean> optional = scopes.stream().map(catalogue::isRealmOptional).collect(Collectors.toSet());
        return new ApiDefinition(
                client.getClientId(),
                PageText.written(client.getName()),
                client.getAttribute(PermissionScopes.RESOURCE_URL),
                client.getAttribute(PermissionScopes.REFUSAL),
                optional.size() == 1 ? optional.iterator().next() : null,
                clients,
                scopes.stream()
                        .map(scope -> scope(scope, client, clients == null))
                        .toList());
    }

    /** @return everything that a bundle can say of this realm, but groups */
    public Bundle bundle() {
        return new Bundle(
                realm.getName(),
                clientIds().stream()
                        .map(id -> api(realm.getClientByClientId(id)))
                        .toList(),
                roles(),
                List.of());
    }

    private ScopeDefinition scope(ClientScopeModel scope, ClientModel api, boolean withClients) {
        return new ScopeDefinition(
                scope.getName(),
                PageText.written(scope.getAttribute(ClientScopeModel.CONSENT_SCREEN_TEXT)),
                roles(scope, api),
                match(scope),
                Boolean.parseBoolean(scope.getAttribute(PermissionScopes.AUTO_GRANT)) ? Boolean.TRUE : null,
                MinimumAcr.isSet(scope) ? scope.getAttribute(PermissionScopes.MINIMUM_ACR) : null,
                withClients ? List.copyOf(catalogue.clients(scope)) : null,
                null);
    }

    /** @return null where nobody has said anything */
    private static String match(ClientScopeModel scope) {
        if (ProtectedScopes.requiresAll(scope)) {
            return DefinitionCheck.ALL;
        }
        return ProtectedScopes.requiresAny(scope) ? DefinitionCheck.ANY : null;
    }

    /** @return null where it is what a definition means that says nothing */
    private static List<RoleReference> roles(ClientScopeModel scope, ClientModel api) {
        boolean owned = Catalogue.owner(scope).filter(api.getClientId()::equals).isPresent();
        List<RoleReference> references = new ArrayList<>();
        for (RoleModel role : ProtectedScopes.requiredPermissions(scope)) {
            if (role.getContainer() instanceof ClientModel client) {
                if (client.getId().equals(api.getId())) {
                    references.add(RoleReference.own(role.getName()));
                } else if (owned && !role.getName().equals(scope.getName())) {
                    references.add(RoleReference.of(client.getClientId(), role.getName()));
                }
            } else if (owned) {
                references.add(RoleReference.realm(role.getName()));
            }
        }
        return references.isEmpty() || references.equals(List.of(RoleReference.own(scope.getName())))
                ? null
                : references;
    }

    private List<RoleDefinition> roles() {
        Set<String> permissionIds = catalogue.permissionIds();
        List<RoleDefinition> definitions = new ArrayList<>();
        realm.getRolesStream().forEach(role -> {
            Map<String, List<String>> permissions = new TreeMap<>();
            role.getCompositesStream()
                    .filter(part -> permissionIds.contains(part.getId()))
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .forEach(part -> permissions
                            .computeIfAbsent(((ClientModel) part.getContainer()).getClientId(), id -> new ArrayList<>())
                            .add(part.getName()));
            if (!permissions.isEmpty()) {
                definitions.add(new RoleDefinition(
                        role.getName(), role.getDescription(), new LinkedHashMap<>(permissions), null));
            }
        });
        definitions.sort((one, other) -> one.name().compareTo(other.name()));
        return definitions;
    }
}
