package io.github.permissionscopes.apply;

import static io.github.permissionscopes.realm.PermissionScopes.RESOURCE_URL;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes one API: its client, permissions and scopes. */
final class ApiWriter {

    private final Run run;
    private final Draft draft;
    private final Changes changes;
    private final Problems problems;

    ApiWriter(Run run) {
        this.run = run;
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
    }

    /** @param at JSON pointer to the definition */
    void write(ApiDefinition api, String at) {
        DraftClient client = client(api, at);
        changes.set(
                Kind.API, api.clientId(), "name", client.name(), orElse(api.name(), client.name()), client::setName);
        checkIdentifier(api, client, at);
        set(client, "identifier", RESOURCE_URL, api.identifier());
        set(client, "refusal", PermissionScopes.REFUSAL, api.refusal());

        Set<String> listed = new HashSet<>();
        List<DraftScope> before = draft.scopesOf(api.clientId());
        ScopeWriter scopes = new ScopeWriter(run, client, draft.blocks().of(owned(before, api.clientId())));
        List<ScopeDefinition> definitions = api.scopes() != null ? api.scopes() : asTheyAre(before);
        // Renames first: a new scope may have the name that an old one gives up.
        for (int i = 0; i < definitions.size(); i++) {
            scopes.rename(definitions.get(i), at + "/scopes/" + i);
        }
        for (int i = 0; i < definitions.size(); i++) {
            scopes.write(definitions.get(i), i, at + "/scopes/" + i);
            listed.add(definitions.get(i).name());
        }
        before.stream().filter(scope -> !listed.contains(scope.name())).forEach(scopes::delete);
        new Assignments(run).write(api, definitions, at);
    }

    /** Deletes the API's scopes and permissions, and its client where a definition has made it. */
    void delete(DraftClient client) {
        ScopeWriter scopes = new ScopeWriter(run, client, draft.blocks().of(List.of()));
        draft.scopesOf(client.clientId()).forEach(scopes::delete);
        // Where somebody has made more of the client since, it is not this product's to delete.
        if (client.isMade() && client.isBearerOnly()) {
            Set<DraftRole> lost = new HashSet<>();
            client.roles().forEach(role -> lost.addAll(role.withParts()));
            changes.delete(Kind.API, client.clientId(), draft.delete(client));
            changes.concerns(lost);
        }
    }

    private DraftClient client(ApiDefinition api, String at) {
        if (new AdministrativeRoles(draft).isInternal(api.clientId())) {
            problems.conflict(
                    at + "/clientId", "\"" + api.clientId() + "\" is one of Keycloak's own clients, not an API.");
        }
        DraftClient client = draft.client(api.clientId()).orElseGet(() -> create(api));
        if (!client.isOpenIdConnect()) {
            problems.conflict(
                    at + "/clientId",
                    "\"" + api.clientId() + "\" is a client of another protocol than OpenID Connect.");
        }
        return client;
    }

    private DraftClient create(ApiDefinition api) {
        DraftClient client = DraftClient.api(api.clientId());
        draft.put(client);
        changes.create(Kind.API, api.clientId(), client.creation());
        return client;
    }

    private void set(DraftClient client, String field, String attribute, String wanted) {
        String is = client.attribute(attribute);
        changes.set(
                Kind.API,
                client.clientId(),
                field,
                is,
                orElse(wanted, is),
                value -> client.setAttribute(attribute, value));
    }

    /**
     * Two APIs with one identifier could not be told apart by it. Of clients that are none, who registered them may write
     * the same; nobody could define the API then, and no request means them.
     */
    private void checkIdentifier(ApiDefinition api, DraftClient client, String at) {
        String identifier = api.identifier();
        if (identifier == null || identifier.equals(client.attribute(RESOURCE_URL))) {
            return;
        }
        draft.clients().stream()
                .filter(other -> other != client)
                .filter(other ->
                        identifier.equals(other.attribute(RESOURCE_URL)) || identifier.equals(other.clientId()))
                .filter(other -> !draft.scopesOf(other.clientId()).isEmpty())
                .findFirst()
                .ifPresent(other -> problems.conflict(
                        at + "/identifier", "The client \"" + other.clientId() + "\" has this identifier already."));
    }

    private static List<DraftScope> owned(List<DraftScope> scopes, String clientId) {
        return scopes.stream()
                .filter(scope -> scope.owner().filter(clientId::equals).isPresent())
                .toList();
    }

    private static List<ScopeDefinition> asTheyAre(List<DraftScope> scopes) {
        return scopes.stream()
                .map(scope -> ScopeDefinition.of(scope.name(), null))
                .toList();
    }

    private static String orElse(String wanted, String is) {
        return wanted == null ? is : wanted;
    }
}
