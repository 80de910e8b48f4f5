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

/** Plans and applies definitions in the realm of a request. All of one call, or nothing of it. */
public final class Definitions {

    private final KeycloakSession request;

    public Definitions(KeycloakSession request) {
        this.request = request;
    }

    /**
     * Writes nothing and keeps nobody waiting. In a transaction of its own: the request's may have read the realm
     * before somebody changed it.
     *
     * @return what {@link #apply} would do now, and who would gain or lose what
     * @throws InvalidDefinitionException if the bundle is wrong in itself, or names what is not there: with all errors
     * @throws ConflictException if it does not go with the realm as it is: with all errors
     */
    public Plan plan(Written<Bundle> written) {
        BundleCheck check = BundleCheck.of(written);
        Bundle bundle = written.value();
        return RealmTransaction.call(request, session -> {
            RealmRows rows = RealmRows.read(session);
            Run run = new Run(rows.draft(), new Changes(), new Problems(check.errors(), check.unclear()));
            write(run, bundle, check);
            run.problems().throwIfAny();
            return new Effects(rows.draft(), run.draft(), new Members(session)).plan(run.changes());
        });
    }

    /**
     * @param event called with the changes in the transaction that makes them, unless there are none
     * @return what was changed; no effects
     * @throws InvalidDefinitionException see {@link #plan}
     * @throws ConflictException see {@link #plan}
     */
    public Plan apply(Written<Bundle> written, BiConsumer<KeycloakSession, List<Change>> event) {
        BundleCheck check = BundleCheck.of(written);
        return make(new Problems(check.errors(), check.unclear()), run -> write(run, written.value(), check), event);
    }

    /** As {@link #apply}, of one API; pointers in errors are relative to it. */
    public Plan define(ApiDefinition api, BiConsumer<KeycloakSession, List<Change>> event) {
        DefinitionCheck.check(api);
        return make(new Problems(), run -> write(run, api), event);
    }

    /**
     * Changes one API by what it is at this moment: no other definition comes in between.
     *
     * @param edit gets the API as it is, null where there is none; what it answers is written
     * @return the API as it is then
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

    /** Deletes what definitions have made of the API of this client. */
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
     * All are prepared first: a scope may require a role that a later API makes. What goes goes last, so that a scope
     * that one API leaves to another stays the same one; and identifiers are compared when all have theirs.
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
