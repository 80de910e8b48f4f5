package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.realm.PageText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the API definitions of a run into the draft: clients, permissions (client roles) and scopes. A run calls each
 * step for all definitions before the next step.
 */
final class ApiWriter {

    private final Run run;
    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final Map<String, Maker> makers = new HashMap<>();
    private final List<ApiScopes> written = new ArrayList<>();
    private final List<Runnable> renamedElsewhere = new ArrayList<>();
    private final Identifiers identifiers;
    private final Arrangement arrangement;
    private final Map<DraftClient, List<ScopeDefinition>> apis = new LinkedHashMap<>();

    /**
     * The API that creates a scope which does not exist yet, among the APIs that list it.
     *
     * @param describes whether its definition states something that only the owner of the scope can state
     */
    private record Maker(String clientId, boolean describes) {

        /** @return the first one that {@code describes}; the first one at all if none does */
        Maker or(Maker next) {
            return !describes && next.describes ? next : this;
        }
    }

    ApiWriter(Run run) {
        this.run = run;
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
        this.identifiers = new Identifiers(run);
        this.arrangement = new Arrangement(run);
    }

    /**
     * First step: creates the client and renames scopes. Other definitions may refer to the new names.
     *
     * @param at JSON pointer to the definition
     */
    void rename(ApiDefinition api, String at) {
        ScopeWriter scopes = new ScopeWriter(run, client(api, at), ScopeOrder.AS_IT_IS);
        List<ScopeDefinition> definitions = listed(api);
        for (int i = 0; i < definitions.size(); i++) {
            scopes.rename(definitions.get(i), at + "/scopes/" + i, renamedElsewhere::add);
        }
    }

    /**
     * Checks renames of scopes that other APIs own, after {@link #rename} of all definitions: the owner may have made
     * the same rename.
     */
    void checkRenamed() {
        renamedElsewhere.forEach(Runnable::run);
    }

    /** Second step: creates the API's roles, to which other definitions may refer. */
    void prepare(ApiDefinition api, String at) {
        ScopeWriter scopes = new ScopeWriter(run, draft.client(api.clientId()).orElseThrow(), ScopeOrder.AS_IT_IS);
        List<ScopeDefinition> definitions = listed(api);
        definitions.forEach(scopes::prepare);
        definitions.forEach(definition -> makers.merge(
                definition.name(), new Maker(api.clientId(), SharedScope.isDescribed(definition)), Maker::or));
    }

    private static List<ScopeDefinition> listed(ApiDefinition api) {
        return api.scopes() == null ? List.of() : api.scopes();
    }

    /** Third step: writes the client's fields and the scopes that the API owns. */
    void write(ApiDefinition api, String at) {
        DraftClient client = draft.client(api.clientId()).orElseThrow();
        List<DraftScope> before = draft.scopesOf(api.clientId());
        List<ScopeDefinition> definitions = api.scopes() != null ? api.scopes() : asTheyAre(before);
        apis.put(client, definitions);
        identify(client, api, before.isEmpty() && !definitions.isEmpty(), at);
        if (!Objects.equals(api.name(), PageText.written(client.name())) || client.isMade()) {
            set(client, ClientField.NAME, PageText.stored(api.name()));
        }
        set(client, ClientField.IDENTIFIER, api.identifier());
        set(client, ClientField.REFUSAL, api.refusal());

        ScopeOrder order = arrangement.of(api.clientId(), definitions, before);
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

    /** Fourth step: writes the scopes that the APIs share, and removes those that they no longer list. */
    void share() {
        written.forEach(ApiScopes::share);
        written.forEach(ApiScopes::delete);
    }

    /**
     * Last step, after other APIs are deleted: writes what an API takes over from another one, and checks identifiers
     * and shared scopes.
     */
    void finish() {
        written.forEach(ApiScopes::finish);
        written.forEach(ApiScopes::check);
        identifiers.check();
        apis.forEach((client, definitions) -> arrangement.arrange(client.clientId(), definitions));
        releasePermissions();
    }

    private DraftClient client(ApiDefinition api, String at) {
        DraftClient client = draft.client(api.clientId()).orElseGet(() -> create(api));
        client.whyNeverApi().ifPresent(why -> problems.conflict(at + "/clientId", why));
        return client;
    }

    private DraftClient create(ApiDefinition api) {
        DraftClient client = DraftClient.api(api.clientId());
        if (new AdministrativeRoles(draft).isInternal(api.clientId())) {
            client.markInternal();
        }
        draft.put(client);
        changes.create(Kind.API, api.clientId(), client.creation());
        return client;
    }

    /** @param said the value in the definition; null leaves the client's value, the empty text removes it */
    private void set(DraftClient client, ClientField field, @Nullable String said) {
        if (said == null) {
            return;
        }
        String wanted = said.isEmpty() ? null : said;
        String is = client.value(field);
        changes.set(Kind.API, client.clientId(), field.label(), is, wanted, value -> client.setValue(field, value));
        if (!Objects.equals(is, wanted)) {
            changes.also(client.setAttribute(field.record(), wanted));
        }
    }

    /**
     * @param isFirst whether the API gets its first scopes. It may have been created before identifiers were compared
     */
    private void identify(DraftClient client, ApiDefinition api, boolean isFirst, String at) {
        String said = api.identifier();
        if (isFirst || client.isNew() || !draft.isApi(client)) {
            identifiers.enters(client, at);
        } else if (said != null && !said.isEmpty() && !said.equals(client.value(ClientField.IDENTIFIER))) {
            identifiers.changed(client, at);
        }
    }

    /**
     * Deletes roles that no scope requires any more. It is called at the end of a run, since another scope may require
     * a role that the first one has released.
     */
    void releasePermissions() {
        apis.keySet().forEach(client -> new Permissions(run, client).releaseUnrequired());
        draft.clients().stream()
                .filter(client -> !apis.containsKey(client))
                .sorted(Comparator.comparing(DraftClient::clientId))
                .forEach(client -> new Permissions(run, client).leaveUnrequired());
    }

    /** Leaves out scopes that everybody may have: only a definition that lists one closes it. */
    private static List<ScopeDefinition> asTheyAre(List<DraftScope> scopes) {
        return scopes.stream()
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                .map(scope -> Shown.asItIs(scope, ScopeDefinition.of(scope.name(), null)))
                .toList();
    }
}
