package io.github.permissionscopes.apply;

import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.RoleDefinition;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

/** Reads definitions out of the realm, in the form in which they are written. It says what was there when it was made. */
public final class ApiReader {

    private final Draft draft;

    public ApiReader(KeycloakSession session) {
        this(RealmRows.read(session).draft());
    }

    ApiReader(Draft draft) {
        this.draft = draft;
    }

    /** @return the client IDs of all APIs, sorted: clients with scopes, and those that a definition has made */
    public List<String> clientIds() {
        Set<String> ids = new TreeSet<>();
        draft.scopes().forEach(scope -> ids.addAll(scope.apis()));
        draft.clients().stream().filter(DraftClient::isMade).forEach(client -> ids.add(client.clientId()));
        ids.removeIf(id -> draft.client(id).isEmpty());
        return List.copyOf(ids);
    }

    /** @return empty where no client of this client ID is an API */
    public Optional<ApiDefinition> find(String clientId) {
        return draft.client(clientId)
                .filter(client -> client.isMade() || !draft.scopesOf(clientId).isEmpty())
                .map(this::api);
    }

    private ApiDefinition api(DraftClient client) {
        List<DraftScope> scopes = draft.scopesOf(client.clientId());
        List<String> clients =
                Assignments.common(scopes.stream().map(DraftScope::clients).toList());
        Set<Boolean> optional = scopes.stream().map(DraftScope::isRealmOptional).collect(Collectors.toSet());
        return new ApiDefinition(
                client.clientId(),
                PageText.written(client.name()),
                client.attribute(PermissionScopes.RESOURCE_URL),
                client.attribute(PermissionScopes.REFUSAL),
                optional.size() == 1 ? optional.iterator().next() : null,
                clients,
                scopes.stream()
                        .map(scope -> scope(scope, client, clients == null))
                        .toList());
    }

    /** @return everything that a bundle can say of this realm, but groups */
    public Bundle bundle() {
        return new Bundle(
                draft.realmName(),
                clientIds().stream()
                        .flatMap(id -> draft.client(id).stream())
                        .map(this::api)
                        .toList(),
                roles(),
                List.of());
    }

    private static ScopeDefinition scope(DraftScope scope, DraftClient api, boolean withClients) {
        return new ScopeDefinition(
                scope.name(),
                PageText.written(scope.attribute(ClientScopeModel.CONSENT_SCREEN_TEXT)),
                roles(scope, api),
                match(scope),
                Boolean.parseBoolean(scope.attribute(PermissionScopes.AUTO_GRANT)) ? Boolean.TRUE : null,
                scope.minimumAcr().orElse(null),
                withClients ? List.copyOf(scope.clients()) : null,
                null);
    }

    /** @return null where nobody has said anything */
    private static String match(DraftScope scope) {
        if (scope.match() == Match.ALL) {
            return DefinitionCheck.ALL;
        }
        return scope.match() == Match.ANY ? DefinitionCheck.ANY : null;
    }

    /** @return null where it is what a definition means that says nothing */
    private static List<RoleReference> roles(DraftScope scope, DraftClient api) {
        boolean owned = scope.owner().filter(api.clientId()::equals).isPresent();
        List<RoleReference> references = new ArrayList<>();
        for (DraftRole role : scope.roles()) {
            if (role.client() == api) {
                references.add(RoleReference.own(role.name()));
            } else if (owned && role.client() == null) {
                references.add(RoleReference.realm(role.name()));
            } else if (owned && !role.name().equals(scope.name())) {
                references.add(RoleReference.of(role.client().clientId(), role.name()));
            }
        }
        return references.isEmpty() || references.equals(List.of(RoleReference.own(scope.name()))) ? null : references;
    }

    private List<RoleDefinition> roles() {
        List<RoleDefinition> definitions = new ArrayList<>();
        for (DraftRole role : draft.realmRoles()) {
            Map<String, List<String>> permissions = new TreeMap<>();
            role.parts().stream()
                    .filter(DraftRole::isPermission)
                    .sorted(DraftRole.ORDER)
                    .forEach(part -> permissions
                            .computeIfAbsent(part.client().clientId(), id -> new ArrayList<>())
                            .add(part.name()));
            if (!permissions.isEmpty()) {
                definitions.add(
                        new RoleDefinition(role.name(), role.description(), new LinkedHashMap<>(permissions), null));
            }
        }
        definitions.sort(Comparator.comparing(RoleDefinition::name));
        return definitions;
    }
}
