package io.github.permissionscopes.apply;

import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.ScopeApi;
import io.github.permissionscopes.realm.ScopeProtocols;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The realm's client scopes that definitions can be about, looked up once for a run, and kept up to date by it. */
final class Catalogue {

    private final RealmModel realm;
    private final Map<String, ClientScopeModel> byName = new LinkedHashMap<>();
    private final Map<String, String> byLowerCase = new HashMap<>();
    private final Map<String, ClientScopeModel> ofOtherProtocols = new HashMap<>();
    private Map<String, Set<String>> clientsByScope;
    private Set<String> realmOptional;

    Catalogue(RealmModel realm) {
        this.realm = realm;
        realm.getClientScopesStream().forEach(scope -> {
            if (ScopeProtocols.areJudged(scope)) {
                put(scope);
            } else {
                ofOtherProtocols.put(scope.getName(), scope);
            }
        });
    }

    RealmModel realm() {
        return realm;
    }

    Collection<ClientScopeModel> scopes() {
        return List.copyOf(byName.values());
    }

    Optional<ClientScopeModel> scope(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @return whether some scope, of whichever protocol, has the role mapped to it */
    boolean isMapped(RoleModel role) {
        return Stream.of(byName, ofOtherProtocols)
                .flatMap(scopes -> scopes.values().stream())
                .anyMatch(scope -> scope.hasDirectScope(role));
    }

    /**
     * @param name of a scope that is to be made, and not in this catalogue
     * @throws ConflictException if the realm cannot have it, or people would mix it up with another
     */
    void requireFree(String name, String at) {
        if (ofOtherProtocols.containsKey(name)) {
            throw new ConflictException(
                    at,
                    "The client scope \"" + name
                            + "\" is there already, and is of another protocol than OpenID Connect."
                            + " Choose another name.");
        }
        String other = byLowerCase.get(name.toLowerCase(Locale.ROOT));
        if (other != null) {
            throw new ConflictException(
                    at,
                    "There is a client scope \"" + other + "\", which differs only by case. People would mix them"
                            + " up; choose another name.");
        }
    }

    void put(ClientScopeModel scope) {
        byName.put(scope.getName(), scope);
        byLowerCase.put(scope.getName().toLowerCase(Locale.ROOT), scope.getName());
    }

    void forget(ClientScopeModel scope) {
        byName.remove(scope.getName());
        byLowerCase.remove(scope.getName().toLowerCase(Locale.ROOT));
    }

    /** @return the client ID of the API whose definition describes the scope; empty where it does not tell, and for none */
    static Optional<String> owner(ClientScopeModel scope) {
        return ScopeApi.describing(scope);
    }

    /** @return the client IDs of the APIs that the scope belongs to */
    static Stream<String> apis(ClientScopeModel scope) {
        return ScopeApi.idsOf(scope).stream();
    }

    /** @return the scopes that this API owns or shares, in their order on the consent page */
    List<ClientScopeModel> scopesOf(String clientId) {
        return byName.values().stream()
                .filter(scope -> apis(scope).anyMatch(clientId::equals))
                .sorted(ScopeOrder.COMPARATOR)
                .toList();
    }

    /** @return the ids of the client roles that scopes require: the permissions. Other roles are not this product's. */
    Set<String> permissionIds() {
        Set<String> ids = new HashSet<>();
        byName.values().forEach(scope -> ProtectedScopes.requiredPermissions(scope).stream()
                .filter(RoleModel::isClientRole)
                .forEach(role -> ids.add(role.getId())));
        return ids;
    }

    /** @return the client IDs of the applications that may ask for the scope, sorted */
    Set<String> clients(ClientScopeModel scope) {
        return new TreeSet<>(clientsByScope().getOrDefault(scope.getId(), Set.of()));
    }

    void assigned(ClientScopeModel scope, String clientId) {
        clientsByScope().computeIfAbsent(scope.getId(), id -> new HashSet<>()).add(clientId);
    }

    void unassigned(ClientScopeModel scope, String clientId) {
        clientsByScope().get(scope.getId()).remove(clientId);
    }

    private Map<String, Set<String>> clientsByScope() {
        if (clientsByScope == null) {
            clientsByScope = new HashMap<>();
            realm.getClientsStream().forEach(client -> Stream.of(true, false)
                    .flatMap(byDefault -> client.getClientScopes(byDefault).values().stream())
                    .forEach(scope -> assigned(scope, client.getClientId())));
        }
        return clientsByScope;
    }

    boolean isRealmOptional(ClientScopeModel scope) {
        if (realmOptional == null) {
            realmOptional = new HashSet<>();
            realm.getDefaultClientScopesStream(false)
                    .filter(Objects::nonNull)
                    .forEach(optional -> realmOptional.add(optional.getId()));
        }
        return realmOptional.contains(scope.getId());
    }
}
