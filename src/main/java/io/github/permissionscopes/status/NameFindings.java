package io.github.permissionscopes.status;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.decision.StandardScopes;
import io.github.permissionscopes.realm.ScopeApi;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** Finds stored client names without a client, which was renamed or removed. */
final class NameFindings {

    private final RealmModel realm;
    private final List<ScopeFacts> scopes;
    private final Set<String> clientIds;

    NameFindings(RealmModel realm, List<ClientFacts> clients, List<ScopeFacts> scopes) {
        this.realm = realm;
        this.scopes = scopes;
        this.clientIds =
                clients.stream().map(facts -> facts.client().getClientId()).collect(Collectors.toSet());
    }

    Stream<Finding> find() {
        return Stream.of(apis(), reportOnlyApis()).flatMap(findings -> findings);
    }

    private Stream<Finding> apis() {
        return scopes.stream()
                .filter(scope -> StandardScopes.mayBeOfApi(scope.name()))
                .filter(scope -> isUnknownClient(scope.scope().getAttribute(PermissionScopes.API)))
                .map(scope -> FindingCode.UNKNOWN_API.about(
                        FoundObject.of(scope.scope()),
                        "The attribute " + PermissionScopes.API + " names \""
                                + scope.scope().getAttribute(PermissionScopes.API)
                                + "\", which is no client's client ID."));
    }

    private boolean isUnknownClient(@Nullable String clientId) {
        return clientId != null && !clientId.isBlank() && !clientIds.contains(clientId);
    }

    private Stream<Finding> reportOnlyApis() {
        Set<String> names = RealmSwitch.configured(realm).reportOnlyApis();
        Set<String> apis = names.isEmpty()
                ? Set.of()
                : scopes.stream()
                        .flatMap(scope -> ScopeApi.idsOf(scope.scope()).stream())
                        .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !apis.contains(name) || isUnknownClient(name))
                .map(name -> FindingCode.UNKNOWN_REPORT_ONLY_API.about(
                        FoundObject.of(realm),
                        "The setting reportOnlyApis names \"" + name + "\", "
                                + (isUnknownClient(name)
                                        ? "which is no client's client ID."
                                        : "to which no client scope belongs.")
                                + " The API that was meant is enforced."));
    }
}
