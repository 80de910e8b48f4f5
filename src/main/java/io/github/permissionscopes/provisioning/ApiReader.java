package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionLimits;
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
 * Reads the realm's objects back as definitions. It reads the realm once, in its constructor, and does not see later
 * changes.
 */
public final class ApiReader {

    private final Draft draft;

    public ApiReader(KeycloakSession session) {
        this(DraftBuilder.draft(RealmRows.read(session)));
    }

    ApiReader(Draft draft) {
        this.draft = draft;
    }

    /**
     * @return the client IDs of all APIs, sorted. APIs are the clients with scopes and those that a definition has
     *     created or changed
     */
    public List<String> clientIds() {
        return apis().map(DraftClient::clientId).sorted().toList();
    }

    /** @return the definitions of all APIs, sorted by client ID */
    public List<ApiDefinition> all() {
        return apis().sorted(Comparator.comparing(DraftClient::clientId))
                .map(this::api)
                .toList();
    }

    /** @return the definition of an API; empty if no client with this ID is an API */
    public Optional<ApiDefinition> find(String clientId) {
        return draft.client(clientId).filter(draft::isApi).map(this::api);
    }

    /** @return the definition of a client, even if it is not an API; empty if there is no such client */
    public Optional<ApiDefinition> describe(String clientId) {
        return draft.client(clientId).map(this::api);
    }

    /**
     * @param withGroups whether the bundle contains the groups, which not every administrator may see
     * @return everything in this realm that a bundle can express. Applied to an empty realm, it gives the same result:
     *     APIs are in the order of the consent page, and the owner of a scope precedes the APIs that share it
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
     * Leaves out identifiers that are ambiguous. Two clients can have the same identifier if an administrator set it by
     * hand, or one can have the client ID of the other; a bundle with them would be rejected.
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
        // A scope that everybody may have is not read: applying the definition would close it unintentionally.
        List<DraftScope> scopes = draft.scopesOf(client.clientId()).stream()
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                .toList();
        List<String> clients = common(scopes.stream().map(this::applications).toList());
        Boolean optional = common(
                scopes.stream().map(scope -> scope.inRealm().isOptional()).toList());
        return new ApiDefinition(
                client.clientId(),
                Expressible.text(PageText.written(client.name()), DefinitionLimits.LONGEST_NAME),
                Expressible.identifier(client.value(ClientField.IDENTIFIER)),
                Expressible.refusal(client.value(ClientField.REFUSAL)),
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
                        DefinitionLimits.LONGEST_DESCRIPTION),
                roles(scope, api),
                match(scope),
                Boolean.parseBoolean(scope.attribute(PermissionScopes.AUTO_GRANT)) ? Boolean.TRUE : null,
                Expressible.text(scope.minimumAcr().orElse(null), DefinitionLimits.LONGEST_NAME),
                withClients ? applications(scope) : null,
                withOptional ? scope.inRealm().isOptional() : null,
                null,
                null,
                null);
        return isOwned(scope, api) ? Shown.asItIs(scope, definition) : definition;
    }

    /** Leaves out clients that never request scopes, although Keycloak assigns scopes to them too. */
    private List<String> applications(DraftScope scope) {
        return scope.clients().stream()
                .filter(clientId ->
                        draft.client(clientId).filter(DraftClient::canAsk).isPresent())
                .toList();
    }

    /** @return the value if all are equal; null if they differ or if there are none */
    private static <T> @Nullable T common(List<T> values) {
        return values.stream().distinct().count() == 1 ? values.get(0) : null;
    }

    /** @return null if the scope has no {@code match} */
    private static @Nullable String match(DraftScope scope) {
        if (scope.match() == Match.ALL) {
            return ScopeDefinition.ALL;
        }
        return scope.match() == Match.ANY ? ScopeDefinition.ANY : null;
    }

    /** @return the required roles; null if they are the default of a definition */
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
