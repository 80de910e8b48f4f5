package io.github.permissionscopes.status;

import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.RealmSwitch;
import io.github.permissionscopes.realm.ScopeCondition;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;

/** Names of clients and client scopes, kept as text, that nothing has: it was renamed, or removed. */
final class NameFindings {

    private final RealmModel realm;
    private final List<ScopeFacts> scopes;
    private final Set<String> clientIds;
    private final Set<String> scopeNames;

    NameFindings(RealmModel realm, List<ClientFacts> clients, List<ScopeFacts> scopes) {
        this.realm = realm;
        this.scopes = scopes;
        this.clientIds =
                clients.stream().map(facts -> facts.client().getClientId()).collect(Collectors.toSet());
        this.scopeNames = scopes.stream().map(scope -> scope.name()).collect(Collectors.toSet());
    }

    Stream<Finding> find() {
        return Stream.of(apis(), reportOnlyApis(), conditions()).flatMap(findings -> findings);
    }

    private Stream<Finding> apis() {
        return scopes.stream()
                .filter(scope -> !scope.name().equals(ScopePolicy.OFFLINE_ACCESS))
                .filter(scope -> isUnknownClient(scope.scope().getAttribute(PermissionScopes.API)))
                .map(scope -> FindingCode.UNKNOWN_API.about(
                        FoundObject.of(scope.scope()),
                        "The attribute " + PermissionScopes.API + " names \""
                                + scope.scope().getAttribute(PermissionScopes.API)
                                + "\", which is no client's client ID."));
    }

    private boolean isUnknownClient(String clientId) {
        return clientId != null && !clientId.isBlank() && !clientIds.contains(clientId);
    }

    private Stream<Finding> reportOnlyApis() {
        return RealmSwitch.configured(realm).reportOnlyApis().stream()
                .filter(this::isUnknownClient)
                .map(clientId -> FindingCode.UNKNOWN_REPORT_ONLY_API.about(
                        FoundObject.of(realm),
                        "The setting reportOnlyApis names \"" + clientId
                                + "\", which is no client's client ID. The API that was meant is enforced."));
    }

    private Stream<Finding> conditions() {
        Predicate<String> isScope = this::isScope;
        return ScopeCondition.of(realm, isScope).stream().flatMap(condition -> condition.scopes().names().stream()
                .filter(isScope.negate())
                .map(name -> FindingCode.UNKNOWN_CONDITION_SCOPE.about(
                        FoundObject.of(condition.flow()),
                        "A condition names the scope \"" + name + "\", which is not there: no login asks for it.")));
    }

    /** A condition may also name a variant of a parameterized scope. */
    private boolean isScope(String name) {
        return name.equals(ScopePolicy.OPENID)
                || scopeNames.contains(name)
                || scopeNames.stream().anyMatch(scope -> name.startsWith(scope + ":"));
    }
}
