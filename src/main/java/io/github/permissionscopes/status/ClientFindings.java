package io.github.permissionscopes.status;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.resource.ApiLookup;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Finds problems of clients: applications that have protected scopes, and APIs. */
final class ClientFindings {

    private final RealmModel realm;
    private final List<ClientFacts> clients;
    private final Map<String, ScopeFacts> protectedScopes;

    /** @param protectedScopes by id */
    ClientFindings(RealmModel realm, List<ClientFacts> clients, Map<String, ScopeFacts> protectedScopes) {
        this.realm = realm;
        this.clients = clients;
        this.protectedScopes = protectedScopes;
    }

    Stream<Finding> find() {
        return Stream.of(
                        defaultsOfNewClients(),
                        clients.stream().flatMap(this::defaults),
                        clients.stream().flatMap(this::fullScope),
                        identifiers())
                .flatMap(findings -> findings);
    }

    private Stream<Finding> defaultsOfNewClients() {
        return realm.getDefaultClientScopesStream(true)
                .map(scope -> protectedScopes.get(scope.getId()))
                .filter(Objects::nonNull)
                .map(scope -> defaultScope(
                        scope, scope.isSubjectAsDefault(), FoundObject.of(scope.scope()), "of new clients"));
    }

    private Stream<Finding> defaults(ClientFacts client) {
        return client.defaults().stream()
                .map(protectedScopes::get)
                .filter(Objects::nonNull)
                .map(scope -> defaultScope(
                        scope,
                        scope.isSubjectAsDefaultOf(client.client()),
                        FoundObject.of(client.client()),
                        "of the client"));
    }

    private static Finding defaultScope(ScopeFacts scope, boolean isSubject, FoundObject object, String whose) {
        return isSubject
                ? FindingCode.PROTECTED_DEFAULT_SCOPE.about(
                        object,
                        "The protected scope " + scope.name() + " is a default scope " + whose
                                + ", so every request asks for it: " + StoppedLogins.of(scope))
                : FindingCode.DEFAULT_SCOPE_NOT_JUDGED.about(
                        object,
                        "The scope " + scope.name() + " is a default scope " + whose
                                + (scope.required().isEmpty()
                                        ? ", has no role any more, and no attribute of its own: it is left to Keycloak,"
                                                + " which gives it to everybody."
                                        : ", has roles, and no attribute of its own: it is left to Keycloak's check,"
                                                + " which is content with any part of a role."));
    }

    private Stream<Finding> fullScope(ClientFacts client) {
        long count = client.client().isFullScopeAllowed()
                ? client.assigned().filter(protectedScopes::containsKey).count()
                : 0;
        return count == 0
                ? Stream.empty()
                : Stream.of(FindingCode.FULL_SCOPE_ALLOWED.about(
                        FoundObject.of(client.client()),
                        "The client has protected scopes (" + count
                                + "), and full scope allowed: its tokens name all roles of the user."));
    }

    /**
     * Client IDs and identifiers name APIs in requests; no name may stand for two clients, whether they are APIs or
     * not.
     */
    private Stream<Finding> identifiers() {
        Map<String, TreeSet<String>> named = new TreeMap<>();
        Map<String, ClientModel> byClientId = new TreeMap<>();
        for (ClientFacts facts : clients) {
            ClientModel client = facts.client();
            byClientId.put(client.getClientId(), client);
            Stream.of(
                            client.getClientId(),
                            ApiLookup.CLIENT_URN + client.getClientId(),
                            client.getAttribute(PermissionScopes.RESOURCE_URL))
                    .filter(name -> name != null && !name.isEmpty())
                    .forEach(name ->
                            named.computeIfAbsent(name, any -> new TreeSet<>()).add(client.getClientId()));
        }
        return named.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> FindingCode.NAME_CLASH.about(
                        FoundObject.of(Objects.requireNonNull(
                                byClientId.get(entry.getValue().first()))),
                        entry.getKey() + " names several clients, by client ID or identifier (resource_url): "
                                + entry.getValue().stream().collect(Collectors.joining(", ")) + "."));
    }
}
