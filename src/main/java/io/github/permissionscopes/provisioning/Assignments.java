package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assigns an API's scopes to the applications that may request them. */
final class Assignments {

    private static final String CLIENTS = "clients";

    private final Draft draft;
    private final Changes changes;
    private final Problems problems;

    Assignments(Run run) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
    }

    /**
     * Called after all definitions are written: only then is it known which APIs have a scope.
     *
     * @param definitions the API's scopes, even if its definition leaves them as they are
     */
    void write(ApiDefinition api, List<ScopeDefinition> definitions, String at) {
        Set<DraftClient> ofApi = applications(api.clients(), at + "/clients");
        Map<DraftClient, Set<DraftScope>> missing = new LinkedHashMap<>();
        for (int i = 0; i < definitions.size(); i++) {
            ScopeDefinition definition = definitions.get(i);
            Set<DraftClient> ofScope = applications(definition.clients(), at + "/scopes/" + i + "/clients");
            DraftScope scope = draft.scope(definition.name()).orElse(null);
            if (scope == null) {
                // The scope is gone because this API did not get it; the problem has been reported.
                continue;
            }
            if (definition.clients() != null || api.clients() != null) {
                assign(scope, api.clientId(), definition.clients() != null ? ofScope : ofApi, missing);
            }
            if (Ownership.owner(scope).filter(api.clientId()::equals).isEmpty()) {
                continue;
            }
            if (definition.realmOptional() != null) {
                realmOptional(scope, definition.realmOptional(), at + "/scopes/" + i);
            } else if (api.realmOptional() != null) {
                realmOptional(scope, api.realmOptional(), at);
            }
        }
        // One call per client, because Keycloak reads all scopes of the client in each call.
        missing.forEach((client, scopes) -> changes.link(target -> client.in(target)
                .addClientScopes(scopes.stream().map(scope -> scope.in(target)).collect(Collectors.toSet()), false)));
    }

    private void assign(
            DraftScope scope, String api, Set<DraftClient> wanted, Map<DraftClient, Set<DraftScope>> missing) {
        Set<String> is = Set.copyOf(scope.clients());
        for (DraftClient client : wanted) {
            if (scope.clients().add(client.clientId())) {
                changes.add(Kind.SCOPE, scope.name(), CLIENTS, client.clientId());
                missing.computeIfAbsent(client, key -> new LinkedHashSet<>()).add(scope);
            }
        }
        // If APIs share the scope, each adds its applications and none removes those of another.
        if (Ownership.apis(scope).equals(Set.of(api))) {
            is.stream()
                    .sorted()
                    .map(clientId -> draft.client(clientId).orElseThrow())
                    .filter(client -> client.canAsk() && !wanted.contains(client))
                    .forEach(client -> changes.remove(
                            Kind.SCOPE, scope.name(), CLIENTS, client.clientId(), unassign(scope, client)));
        }
    }

    private static Action unassign(DraftScope scope, DraftClient client) {
        scope.assignments().remove(client.clientId());
        return target -> client.in(target).removeClientScope(scope.in(target));
    }

    /** @return the clients that exist; the others are reported as problems */
    private Set<DraftClient> applications(@Nullable List<String> clientIds, String at) {
        Set<DraftClient> applications = new LinkedHashSet<>();
        for (int i = 0; clientIds != null && i < clientIds.size(); i++) {
            String clientId = clientIds.get(i);
            DraftClient client = draft.client(clientId).orElse(null);
            if (client == null) {
                problems.unknownClient(at + "/" + i, clientId);
            } else {
                check(client, at + "/" + i);
                applications.add(client);
            }
        }
        return applications;
    }

    private void check(DraftClient client, String at) {
        if (client.isBearerOnly()) {
            problems.conflict(at, "\"" + client.clientId() + "\" never asks for a token, since it is bearer-only.");
        } else if (!client.isOpenIdConnect()) {
            problems.conflict(
                    at,
                    "\"" + client.clientId() + "\" asks for no scopes, since it is a client of another protocol than"
                            + " OpenID Connect.");
        }
    }

    private void realmOptional(DraftScope scope, boolean wanted, String at) {
        if (wanted && scope.inRealm() == RealmAssignment.DEFAULT) {
            problems.conflict(
                    at + "/realmOptional",
                    "The client scope \"" + scope.name() + "\" is a default scope of this realm: new clients have it"
                            + " without asking. Say false for this scope, or set its assigned type to None on Keycloak's"
                            + " page Client scopes first.");
            return;
        }
        changes.set(
                Kind.SCOPE,
                scope.name(),
                "realmOptional",
                String.valueOf(scope.inRealm().isOptional()),
                String.valueOf(wanted),
                value -> setRealmOptional(scope, wanted));
    }

    private static Action setRealmOptional(DraftScope scope, boolean wanted) {
        scope.assignments().setRealmOptional(wanted);
        return wanted
                ? target -> target.realm().addDefaultClientScope(scope.in(target), false)
                : target -> target.realm().removeDefaultClientScope(scope.in(target));
    }
}
