package io.github.permissionscopes.realm;

import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.StandardScopes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The permissions that a subject holds on APIs, independent of a request.
 *
 * <p>A permission of an API is a client role of the API that some protected scope of the realm requires, or a realm
 * role that a protected scope of the API requires. Other roles of the client, such as a composite role that is assigned
 * to users, do not count.
 */
public final class HeldOnApis {

    private HeldOnApis() {}

    /** @return the client IDs of the APIs that the client's default and optional scopes belong to */
    public static Set<String> apisOf(ClientModel client) {
        return rules(assigned(client)).flatMap(rule -> rule.apis().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads every client scope of the realm, which is expensive.
     *
     * @return the ids of the roles; for a scope that belongs to several APIs also those of the other APIs
     */
    public static Set<String> permissions(RealmModel realm, UserModel subject, Set<String> apis) {
        return held(
                subject, realm.getClientScopesStream().filter(ScopeProtocols::areJudged), rule -> rule.apis().stream()
                        .anyMatch(apis::contains));
    }

    /** @return the ids of the roles that the client's scopes without an API require */
    public static Set<String> permissionsOfNoApi(ClientModel client, UserModel subject) {
        return held(subject, assigned(client), rule -> rule.apis().isEmpty());
    }

    private static Set<String> held(UserModel subject, Stream<ClientScopeModel> scopes, Predicate<ScopeRule> which) {
        Set<String> permissions =
                rules(scopes).filter(which).flatMap(HeldOnApis::required).collect(Collectors.toUnmodifiableSet());
        return HeldPermissions.among(permissions, subject);
    }

    private static Stream<String> required(ScopeRule rule) {
        return rule.requires().stream().map(Permission::id);
    }

    /** Keycloak maps a role to {@code offline_access} too, which is not a permission on an API. */
    private static Stream<ScopeRule> rules(Stream<ClientScopeModel> scopes) {
        return scopes.filter(scope -> StandardScopes.mayBeOfApi(scope.getName()))
                .map(ScopeRules::of)
                .flatMap(Optional::stream);
    }

    private static Stream<ClientScopeModel> assigned(ClientModel client) {
        return Stream.of(true, false).flatMap(defaults -> client.getClientScopes(defaults).values().stream());
    }
}
