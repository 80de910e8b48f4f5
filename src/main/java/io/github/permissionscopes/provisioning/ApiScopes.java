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
 * Writes the scopes of one API definition in several steps. A run finishes each step for all its definitions before it
 * begins the next one. So the order of the definitions does not matter: an API that shares a scope finds it already
 * written, and a scope that one API no longer lists can go to another one that does.
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
     * @param definitions the API's scopes, even if its definition leaves them as they are
     * @param before the scopes that the API had before the run
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
     * Writes the scopes that the API owns.
     *
     * @param makes names of the scopes that this API creates if they do not exist yet
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

    /** Adds this API's roles to the scopes that another API owns. */
    void share() {
        shared.forEach(i -> writer.share(definitions.get(i), at(i)));
    }

    /** Removes the scopes that the definition no longer lists. */
    void delete() {
        Set<String> listed = definitions.stream().map(ScopeDefinition::name).collect(Collectors.toSet());
        ScopeDeletion deletion = new ScopeDeletion(run, client);
        before.stream()
                .filter(scope -> !listed.contains(scope.name()))
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                .forEach(deletion::delete);
    }

    /**
     * Writes the scopes that this API shared until their owner gave them up in this run, and the assignments to
     * applications.
     */
    void finish() {
        shared.stream()
                .filter(i -> draft.scope(definitions.get(i).name())
                        .filter(writer::isOwned)
                        .isPresent())
                .forEach(i -> writer.write(definitions.get(i), i, at(i)));
        new Assignments(run).write(api, definitions, at);
    }

    /** Checks, after everything is written, that the definitions of all APIs agree about the scopes that they share. */
    void check() {
        for (int i = 0; i < definitions.size(); i++) {
            // For a scope that this API did not get, a problem has been reported already.
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
