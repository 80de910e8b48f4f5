package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of one definition. Each step is made for all definitions of a run before the next one is, so that it does
 * not count in which order they stand: who shares a scope finds it as it is described, and what one leaves out goes to
 * who lists it.
 */
final class ApiScopes {

    private final Run run;
    private final Draft draft;
    private final DraftClient client;
    private final ApiDefinition api;
    private final List<ScopeDefinition> definitions;
    private final List<DraftScope> before;
    private final ScopeWriter writer;
    private final String at;
    private final List<Integer> shared = new ArrayList<>();

    /**
     * @param definitions the API's scopes, also where its definition leaves them as they are
     * @param before the scopes that the API has had
     * @param at JSON pointer to the definition
     */
    ApiScopes(
            Run run,
            DraftClient client,
            ApiDefinition api,
            List<ScopeDefinition> definitions,
            List<DraftScope> before,
            ScopeOrder order,
            String at) {
        this.run = run;
        this.draft = run.draft();
        this.client = client;
        this.api = api;
        this.definitions = definitions;
        this.before = before;
        this.writer = new ScopeWriter(run, client, order);
        this.at = at;
    }

    /**
     * Writes those that the API describes.
     *
     * @param makes names of scopes that are to be this API's, if they are not there yet
     */
    void describe(Set<String> makes) {
        for (int i = 0; i < definitions.size(); i++) {
            String name = definitions.get(i).name();
            if (draft.scope(name).map(writer::isOwned).orElseGet(() -> makes.contains(name))) {
                writer.write(definitions.get(i), i, at(i));
            } else {
                shared.add(i);
            }
        }
    }

    /** Takes part in those that another API describes. */
    void share() {
        shared.forEach(i -> writer.share(definitions.get(i), at(i)));
    }

    /** Takes those away that are not listed. */
    void delete() {
        Set<String> listed = definitions.stream().map(ScopeDefinition::name).collect(Collectors.toSet());
        ScopeDeletion deletion = new ScopeDeletion(run, client);
        before.stream()
                .filter(scope -> !listed.contains(scope.name()))
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                .forEach(deletion::delete);
    }

    /**
     * Writes those that the API has shared until the one that described them left them to it; and who may ask for
     * which.
     */
    void finish() {
        shared.stream()
                .filter(i -> draft.scope(definitions.get(i).name())
                        .filter(writer::isOwned)
                        .isPresent())
                .forEach(i -> writer.write(definitions.get(i), i, at(i)));
        new Assignments(run).write(api, definitions, at);
    }

    /** When everything is written: there is one scope for all APIs that have it. */
    void check() {
        for (int i = 0; i < definitions.size(); i++) {
            // Of one that was not given to this API it is said already.
            Optional<DraftScope> scope = draft.scope(definitions.get(i).name());
            Optional<String> owner = scope.flatMap(Ownership::owner);
            if (owner.isPresent() && !owner.get().equals(client.clientId())) {
                check(scope.get(), definitions.get(i), owner.get(), at(i));
            }
        }
    }

    private void check(DraftScope scope, ScopeDefinition definition, String owner, String at) {
        SharedScope.differences(scope, definition).forEach((field, is) -> differs(at + field, scope, owner, is));
        if (SharedScope.differs(scope, definition, api)) {
            differs(
                    this.at + "/realmOptional",
                    scope,
                    owner,
                    String.valueOf(scope.inRealm().isOptional()));
        }
        writer.check(scope, definition, owner, at);
    }

    private void differs(String field, DraftScope scope, String owner, @Nullable String is) {
        run.problems()
                .conflict(
                        field,
                        "The API \"" + owner + "\" has the scope \"" + scope.name() + "\" too and says "
                                + (is == null ? "nothing" : "\"" + is + "\"")
                                + " here. There is one scope for both; leave the field out or say the same.");
    }

    private String at(int index) {
        return at + "/scopes/" + index;
    }
}
