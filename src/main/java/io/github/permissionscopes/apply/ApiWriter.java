package io.github.permissionscopes.apply;

import static io.github.permissionscopes.realm.PermissionScopes.RESOURCE_URL;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes one API: its client, permissions and scopes. */
final class ApiWriter {

    private final Run run;
    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final List<Claim> claims = new ArrayList<>();
    private final Map<String, Maker> makers = new HashMap<>();
    private final List<ApiScopes> written = new ArrayList<>();

    /** An API has got an identifier that it had not before. */
    private record Claim(DraftClient client, String identifier, String at) {}

    /** Which of the APIs that list a scope is to describe it, if it is not there yet. */
    private record Maker(String clientId, boolean describes) {

        /** @return the first one that says what only this one can say; of others the first one */
        Maker or(Maker next) {
            return !describes && next.describes ? next : this;
        }
    }

    ApiWriter(Run run) {
        this.run = run;
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
    }

    /**
     * Makes what other definitions may name: the client, its roles, and scopes under their new names.
     *
     * @param at JSON pointer to the definition
     */
    void prepare(ApiDefinition api, String at) {
        DraftClient client = client(api, at);
        ScopeWriter scopes = new ScopeWriter(run, client, null);
        List<ScopeDefinition> definitions = api.scopes() == null ? List.of() : api.scopes();
        for (int i = 0; i < definitions.size(); i++) {
            scopes.rename(definitions.get(i), at + "/scopes/" + i);
        }
        definitions.forEach(scopes::prepare);
        definitions.forEach(definition -> makers.merge(
                definition.name(), new Maker(api.clientId(), SharedScope.isDescribed(definition)), Maker::or));
    }

    /** After {@link #prepare} of all: the client, and what its definition describes. */
    void write(ApiDefinition api, String at) {
        DraftClient client = draft.client(api.clientId()).orElseThrow();
        if (!Objects.equals(api.name(), PageText.written(client.name())) || client.isMade()) {
            set(client, ClientField.NAME, PageText.stored(api.name()));
        }
        claim(client, api.identifier(), at);
        set(client, ClientField.IDENTIFIER, api.identifier());
        set(client, ClientField.REFUSAL, api.refusal());

        List<DraftScope> before = draft.scopesOf(api.clientId());
        List<ScopeDefinition> definitions = api.scopes() != null ? api.scopes() : asTheyAre(before);
        ScopeOrder order =
                isInOrder(definitions) ? ScopeOrder.AS_IT_IS : draft.blocks().of(owned(before, api.clientId()));
        ApiScopes scopes = new ApiScopes(run, client, api, definitions, before, order, at);
        scopes.describe(madeBy(api.clientId()));
        written.add(scopes);
    }

    private Set<String> madeBy(String clientId) {
        return makers.entrySet().stream()
                .filter(maker -> maker.getValue().clientId().equals(clientId))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** After {@link #write} of all: what they share, and what they have had and do not list any more. */
    void share() {
        written.forEach(ApiScopes::share);
        written.forEach(ApiScopes::delete);
    }

    /** When those are gone that are to be deleted. */
    void finish() {
        written.forEach(ApiScopes::finish);
        written.forEach(ApiScopes::check);
    }

    /** Numbers are written only where they are not right: what was made by hand may have none. */
    private boolean isInOrder(List<ScopeDefinition> definitions) {
        DraftScope last = null;
        for (ScopeDefinition definition : definitions) {
            DraftScope scope = draft.scope(definition.name()).orElse(null);
            if (scope == null || last != null && ScopeOrder.COMPARATOR.compare(last, scope) > 0) {
                return false;
            }
            last = scope;
        }
        return true;
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

    /** @param said null leaves it as it is; the empty text takes it away */
    private void set(DraftClient client, ClientField field, String said) {
        if (said == null) {
            return;
        }
        String wanted = said.isEmpty() ? null : said;
        String is = field.of(client);
        changes.set(Kind.API, client.clientId(), field.label(), is, wanted, value -> field.set(client, value));
        if (!Objects.equals(is, wanted)) {
            changes.also(client.setAttribute(field.record(), wanted));
        }
    }

    private void claim(DraftClient client, String identifier, String at) {
        if (identifier != null && !identifier.isEmpty() && !identifier.equals(client.attribute(RESOURCE_URL))) {
            claims.add(new Claim(client, identifier, at + "/identifier"));
        }
    }

    /**
     * When all APIs are written, and those gone that are to be deleted: one may take what another one has had. Two APIs with
     * one identifier could not be told apart by it. Of clients that are none, who registered them may write the same; nobody
     * could define the API then, and no request means them.
     */
    void checkIdentifiers() {
        claims.forEach(claim -> checkIdentifier(claim.client(), claim.identifier(), claim.at()));
    }

    private void checkIdentifier(DraftClient client, String identifier, String at) {
        draft.clients().stream()
                .filter(other -> other != client)
                .filter(other ->
                        identifier.equals(other.attribute(RESOURCE_URL)) || identifier.equals(other.clientId()))
                .filter(other -> !draft.scopesOf(other.clientId()).isEmpty())
                .findFirst()
                .ifPresent(other ->
                        problems.conflict(at, "The client \"" + other.clientId() + "\" has this identifier already."));
    }

    private static List<DraftScope> owned(List<DraftScope> scopes, String clientId) {
        return scopes.stream()
                .filter(scope -> Ownership.owner(scope).filter(clientId::equals).isPresent())
                .toList();
    }

    /** Those that everybody may have are closed by who lists them, and by nobody else. */
    private static List<ScopeDefinition> asTheyAre(List<DraftScope> scopes) {
        return scopes.stream()
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                .map(scope -> Shown.asItIs(scope, ScopeDefinition.of(scope.name(), null)))
                .toList();
    }
}
