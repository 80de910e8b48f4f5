package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.Written;
import io.github.permissionscopes.server.Database;
import io.github.permissionscopes.server.RealmTransaction;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Plans and applies definitions in the realm of a request. A call makes all its changes or none. */
public final class Definitions {

    private final KeycloakSession request;

    public Definitions(KeycloakSession request) {
        this.request = request;
    }

    /**
     * Computes the changes without writing and without a lock. It reads the realm in its own transaction, because the
     * request's transaction may have read objects that have changed since.
     *
     * @return the changes that {@link #apply} would make now, and who would gain or lose which scope
     * @throws InvalidDefinitionException if the bundle is invalid or refers to an object that does not exist; with all
     *     errors
     * @throws ConflictException if the bundle contradicts the realm as it is; with all errors
     */
    public Plan plan(Written<Bundle> written) {
        BundleCheck check = BundleCheck.of(written);
        Bundle bundle = written.value();
        return RealmTransaction.call(request, session -> {
            RealmRows rows = RealmRows.read(session);
            Run run = new Run(DraftBuilder.draft(rows), new Changes(), new Problems(check.errors(), check.unclear()));
            write(run, bundle, check);
            run.problems().throwIfAny();
            return new Effects(DraftBuilder.draft(rows), run.draft(), new Members(session)).plan(run.changes());
        });
    }

    /**
     * @param event called with the changes, in the transaction that makes them; not called if there are none
     * @return the changes, without effects
     * @throws InvalidDefinitionException see {@link #plan}
     * @throws ConflictException see {@link #plan}
     */
    public Plan apply(Written<Bundle> written, BiConsumer<KeycloakSession, List<Change>> event) {
        BundleCheck check = BundleCheck.of(written);
        return make(new Problems(check.errors(), check.unclear()), run -> write(run, written.value(), check), event);
    }

    /** Works as {@link #apply}, for one API; pointers in errors are relative to its definition. */
    public Plan define(ApiDefinition api, BiConsumer<KeycloakSession, List<Change>> event) {
        DefinitionCheck.check(api);
        return make(new Problems(), run -> write(run, api), event);
    }

    /**
     * Changes one API based on its current definition. The lock keeps other changes of definitions out in between.
     *
     * @param edit gets the API's current definition, null if there is none, and returns the one to write
     * @return the definition of the API after the change
     * @throws InvalidDefinitionException see {@link #plan}; pointers are relative to the API
     * @throws ConflictException see {@link #plan}
     */
    public ApiDefinition edit(String clientId, Function<@Nullable ApiDefinition, ApiDefinition> edit) {
        return ExclusiveTransaction.run(request, session -> {
            Run run = Run.in(session, new Problems());
            ApiDefinition wanted =
                    edit.apply(new ApiReader(run.draft()).find(clientId).orElse(null));
            DefinitionCheck.check(wanted);
            write(run, wanted);
            make(run, session);
            return new ApiReader(run.draft()).find(clientId).orElse(wanted);
        });
    }

    /** Deletes everything that definitions have created for the API with this client ID. */
    public Plan delete(String clientId, BiConsumer<KeycloakSession, List<Change>> event) {
        return make(
                new Problems(),
                run -> {
                    run.draft().client(clientId).ifPresent(new ApiDeletion(run)::delete);
                    new ApiWriter(run).releasePermissions();
                },
                event);
    }

    private static void write(Run run, ApiDefinition api) {
        ApiWriter writer = new ApiWriter(run);
        writer.rename(api, "");
        writer.checkRenamed();
        writer.prepare(api, "");
        writer.write(api, "");
        writer.share();
        writer.finish();
    }

    private static void write(Run run, Bundle bundle, BundleCheck check) {
        String realm = run.draft().realmName();
        if (bundle.realm() != null && !bundle.realm().equals(realm)) {
            run.problems()
                    .conflict(
                            "/realm",
                            "This bundle is made for realm \"" + bundle.realm() + "\", and this is \"" + realm
                                    + "\". Change or leave out the field if it is meant for this one too.");
            return;
        }
        RoleWriter roles = new RoleWriter(run);
        each(bundle.roles(), "/roles/", check, roles::prepare);
        apis(run, bundle, check);
        each(bundle.roles(), "/roles/", check, roles::write);
        each(bundle.groups(), "/groups/", check, new GroupWriter(run)::write);
    }

    /**
     * Prepares all APIs first, because a scope may require a role that a later API creates. Deletes come last, so that
     * a scope that passes to another API remains the same client scope. Identifiers are compared after all are set.
     */
    private static void apis(Run run, Bundle bundle, BundleCheck check) {
        ApiDeletion deletion = new ApiDeletion(run);
        each(bundle.apis(), "/apis/", check, (api, at) -> {
            if (api.isDeleted()) {
                deletion.prepare(api.clientId(), at);
            }
        });
        ApiWriter writer = new ApiWriter(run);
        each(bundle.apis(), "/apis/", check, unlessDeleted(writer::rename));
        writer.checkRenamed();
        each(bundle.apis(), "/apis/", check, unlessDeleted(writer::prepare));
        each(bundle.apis(), "/apis/", check, unlessDeleted(writer::write));
        writer.share();
        each(bundle.apis(), "/apis/", check, (api, at) -> {
            if (api.isDeleted()) {
                run.draft().client(api.clientId()).ifPresent(deletion::delete);
            }
        });
        writer.finish();
    }

    private static BiConsumer<ApiDefinition, String> unlessDeleted(BiConsumer<ApiDefinition, String> work) {
        return (api, at) -> {
            if (!api.isDeleted()) {
                work.accept(api, at);
            }
        };
    }

    private static <T> void each(List<T> elements, String at, BundleCheck check, BiConsumer<T, String> work) {
        for (int i = 0; i < elements.size(); i++) {
            if (check.isRight(at + i)) {
                work.accept(elements.get(i), at + i);
            }
        }
    }

    private Plan make(Problems problems, Consumer<Run> work, BiConsumer<KeycloakSession, List<Change>> event) {
        return ExclusiveTransaction.run(request, session -> {
            Run run = Run.in(session, problems);
            work.accept(run);
            make(run, session);
            List<Change> changes = run.changes().list();
            if (!changes.isEmpty()) {
                event.accept(session, changes);
            }
            return Plan.of(run.changes());
        });
    }

    private static void make(Run run, KeycloakSession session) {
        run.problems().throwIfAny();
        run.changes()
                .actions()
                .run(
                        new Target(session),
                        Database.of(session),
                        run.changes().made().size());
    }
}
