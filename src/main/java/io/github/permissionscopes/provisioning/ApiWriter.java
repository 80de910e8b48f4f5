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

/** Writes one API: its client, permissions and scopes. */
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
        this.identifiers = new Identifiers(run);
        this.arrangement = new Arrangement(run);
    }

    /**
     * Makes the client, and gives scopes their new names: other definitions may name them.
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

    /** After {@link #rename} of all: one may repeat what another has renamed. */
    void checkRenamed() {
        renamedElsewhere.forEach(Runnable::run);
    }

    /** After {@link #rename} of all: makes the API's roles, which other definitions may name. */
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

    /** After {@link #prepare} of all: the client, and what its definition describes. */
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

    /** After {@link #write} of all: what they share, and what they have had and do not list any more. */
    void share() {
        written.forEach(ApiScopes::share);
        written.forEach(ApiScopes::delete);
    }

    /**
     * When all APIs are written, and those gone that are to be deleted: one may take what another one has had, describe
     * a scope that another one has described until now, or require what another one has let go.
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

    /** @param said null leaves it as it is; the empty text takes it away */
    private void set(DraftClient client, ClientField field, @Nullable String said) {
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

    /** @param isFirst whether it gets scopes and has none: somebody may have made it before names were compared */
    private void identify(DraftClient client, ApiDefinition api, boolean isFirst, String at) {
        String said = api.identifier();
        if (isFirst || client.isNew() || !draft.isApi(client)) {
            identifiers.enters(client, at);
        } else if (said != null && !said.isEmpty() && !said.equals(ClientField.IDENTIFIER.of(client))) {
            identifiers.changed(client, at);
        }
    }

    /** At the end of any run: what one scope has let go another one may require. */
    void releasePermissions() {
        apis.keySet().forEach(client -> new Permissions(run, client).releaseUnrequired());
        draft.clients().stream()
                .filter(client -> !apis.containsKey(client))
                .sorted(Comparator.comparing(DraftClient::clientId))
                .forEach(client -> new Permissions(run, client).leaveUnrequired());
    }

    /** Those that everybody may have are closed by who lists them, and by nobody else. */
    private static List<ScopeDefinition> asTheyAre(List<DraftScope> scopes) {
        return scopes.stream()
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                .map(scope -> Shown.asItIs(scope, ScopeDefinition.of(scope.name(), null)))
                .toList();
    }
}
