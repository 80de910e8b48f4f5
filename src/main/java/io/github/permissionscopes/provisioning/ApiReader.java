package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.Expressible;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

/**
 * Reads definitions out of the realm, in the form in which they are written. It says what was there when it was made.
 */
public final class ApiReader {

    private final Draft draft;

    public ApiReader(KeycloakSession session) {
        this(RealmRows.read(session).draft());
    }

    ApiReader(Draft draft) {
        this.draft = draft;
    }

    /**
     * @return the client IDs of all APIs, sorted: clients with scopes, and those that a definition has made or written
     *     at
     */
    public List<String> clientIds() {
        return apis().map(DraftClient::clientId).sorted().toList();
    }

    /** @return sorted by client ID */
    public List<ApiDefinition> all() {
        return apis().sorted(Comparator.comparing(DraftClient::clientId))
                .map(this::api)
                .toList();
    }

    /** @return empty where no client of this client ID is an API */
    public Optional<ApiDefinition> find(String clientId) {
        return draft.client(clientId).filter(draft::isApi).map(this::api);
    }

    /** @return as above, also of a client that is no API: empty where there is no client */
    public Optional<ApiDefinition> describe(String clientId) {
        return draft.client(clientId).map(this::api);
    }

    /**
     * @param withGroups whether the groups are to be in it, which not everybody may see
     * @return everything that a bundle can say of this realm. The APIs are in the order of the consent page, and who
     *     describes a scope stands before those who share it: another realm that is made of the bundle is the same
     */
    public Bundle bundle(boolean withGroups) {
        RoleReader roles = new RoleReader(draft);
        return new Bundle(
                draft.realmName(),
                withUniqueIdentifiers(ApiOrder.withDescribers(
                        draft,
                        ApiOrder.of(draft, apis().toList()).stream()
                                .map(this::api)
                                .toList())),
                roles.roles(),
                withGroups ? roles.groups() : List.of());
    }

    private Stream<DraftClient> apis() {
        Set<String> ids = new HashSet<>();
        draft.scopes().forEach(scope -> ids.addAll(Ownership.apis(scope)));
        return draft.clients().stream()
                .filter(DraftClient::canBeApi)
                .filter(client -> client.isDefined() || ids.contains(client.clientId()));
    }

    /**
     * Two clients may have one by hand, or one the other's client ID. No bundle can say so; what it leaves out stays.
     */
    private static List<ApiDefinition> withUniqueIdentifiers(List<ApiDefinition> apis) {
        Set<String> clientIds = apis.stream().map(ApiDefinition::clientId).collect(Collectors.toSet());
        Map<String, Long> count = apis.stream()
                .filter(api -> api.identifier() != null)
                .collect(Collectors.groupingBy(ApiDefinition::identifier, Collectors.counting()));
        return apis.stream()
                .map(api -> api.identifier() != null
                                && (count.getOrDefault(api.identifier(), 0L) > 1
                                        || Identifiers.isOfAnother(api.identifier(), api.clientId(), clientIds))
                        ? api.withoutIdentifier()
                        : api)
                .toList();
    }

    private ApiDefinition api(DraftClient client) {
        // One that everybody may have is to be listed by somebody who means to close it.
        List<DraftScope> scopes = draft.scopesOf(client.clientId()).stream()
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                .toList();
        List<String> clients = common(scopes.stream().map(this::applications).toList());
        Boolean optional = common(
                scopes.stream().map(scope -> scope.inRealm().isOptional()).toList());
        return new ApiDefinition(
                client.clientId(),
                Expressible.text(PageText.written(client.name()), DefinitionCheck.LONGEST_NAME),
                Expressible.identifier(ClientField.IDENTIFIER.of(client)),
                Expressible.refusal(ClientField.REFUSAL.of(client)),
                optional,
                clients,
                scopes.stream()
                        .map(scope -> scope(scope, client, clients == null, optional == null))
                        .toList());
    }

    private ScopeDefinition scope(DraftScope scope, DraftClient api, boolean withClients, boolean withOptional) {
        ScopeDefinition definition = new ScopeDefinition(
                scope.name(),
                Expressible.text(
                        PageText.written(scope.attribute(ClientScopeModel.CONSENT_SCREEN_TEXT)),
                        DefinitionCheck.LONGEST_DESCRIPTION),
                roles(scope, api),
                match(scope),
                Boolean.parseBoolean(scope.attribute(PermissionScopes.AUTO_GRANT)) ? Boolean.TRUE : null,
                Expressible.text(scope.minimumAcr().orElse(null), DefinitionCheck.LONGEST_NAME),
                withClients ? applications(scope) : null,
                withOptional ? scope.inRealm().isOptional() : null,
                null,
                null,
                null);
        return isOwned(scope, api) ? Shown.asItIs(scope, definition) : definition;
    }

    /** Keycloak gives scopes also to clients that never ask for any. */
    private List<String> applications(DraftScope scope) {
        return scope.clients().stream()
                .filter(clientId ->
                        draft.client(clientId).filter(DraftClient::canAsk).isPresent())
                .toList();
    }

    /** @return null where they differ, and where there is none */
    private static <T> @Nullable T common(List<T> values) {
        return values.stream().distinct().count() == 1 ? values.get(0) : null;
    }

    /** @return null where nobody has said anything */
    private static @Nullable String match(DraftScope scope) {
        if (scope.match() == Match.ALL) {
            return DefinitionCheck.ALL;
        }
        return scope.match() == Match.ANY ? DefinitionCheck.ANY : null;
    }

    /** @return null where it is what a definition means that says nothing */
    private static @Nullable List<RoleReference> roles(DraftScope scope, DraftClient api) {
        boolean owned = isOwned(scope, api);
        List<RoleReference> references = new ArrayList<>();
        for (DraftRole role : scope.roles()) {
            if (!role.isExpressible()) {
                continue;
            }
            if (role.client() == api) {
                references.add(RoleReference.own(role.name()));
            } else if (owned && role.client() == null) {
                references.add(RoleReference.realm(role.name()));
            } else if (owned && Ownership.isForeign(scope, role)) {
                references.add(RoleReference.of(role.ownClient().clientId(), role.name()));
            }
        }
        return references.isEmpty() || references.equals(List.of(RoleReference.own(scope.name()))) ? null : references;
    }

    private static boolean isOwned(DraftScope scope, DraftClient api) {
        return Ownership.owner(scope).filter(api.clientId()::equals).isPresent();
    }
}
