package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Changes.Made;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Plans and applies definitions in the realm of a request. All of one call, or nothing of it. */
public final class Definitions {

    private final KeycloakSession request;

    public Definitions(KeycloakSession request) {
        this.request = request;
    }

    /**
     * @return what {@link #apply} would do now, and who would gain or lose what
     * @throws InvalidDefinitionException if the bundle is wrong in itself, or names what is not there
     * @throws ConflictException if it does not go with the realm as it is
     */
    public List<Change> plan(Bundle bundle) {
        DefinitionCheck.check(bundle);
        return ExclusiveTransaction.run(request, false, session -> {
            List<Made> made = write(session, bundle);
            onlyRead(session);
            return Effects.of(made, session, request);
        });
    }

    /** Before each query Hibernate looks for changes in all that was read and made, unless it is told that there are none. */
    private static void onlyRead(KeycloakSession session) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        entities.flush();
        entities.setFlushMode(FlushModeType.COMMIT);
    }

    /**
     * @param event called with the changes in the transaction that makes them, unless there are none
     * @return what was changed; no effects
     * @throws InvalidDefinitionException see {@link #plan}
     * @throws ConflictException see {@link #plan}
     */
    public List<Change> apply(Bundle bundle, BiConsumer<KeycloakSession, List<Change>> event) {
        DefinitionCheck.check(bundle);
        return ExclusiveTransaction.run(
                request, true, session -> told(session, changes(write(session, bundle)), event));
    }

    /** As {@link #apply}, of one API; pointers in errors are relative to it. */
    public List<Change> define(ApiDefinition api, BiConsumer<KeycloakSession, List<Change>> event) {
        DefinitionCheck.check(api);
        return ExclusiveTransaction.run(request, true, session -> {
            Changes changes = new Changes();
            new ApiWriter(session, new Catalogue(realm(session)), changes).write(api, "");
            return told(session, changes(changes.made()), event);
        });
    }

    /**
     * Changes one API by what it is at this moment: no other definition comes in between.
     *
     * @param edit gets the API as it is, null where there is none; what it answers is written
     * @return the API as it is then
     * @throws InvalidDefinitionException see {@link #plan}; pointers are relative to the API
     * @throws ConflictException see {@link #plan}
     */
    public ApiDefinition edit(String clientId, UnaryOperator<ApiDefinition> edit) {
        return ExclusiveTransaction.run(request, true, session -> {
            RealmModel realm = realm(session);
            ApiDefinition wanted =
                    edit.apply(new ApiReader(realm).find(clientId).orElse(null));
            DefinitionCheck.check(wanted);
            new ApiWriter(session, new Catalogue(realm), new Changes()).write(wanted, "");
            return new ApiReader(realm).find(clientId).orElse(wanted);
        });
    }

    /** Deletes the API of this client, with its scopes and permissions. */
    public List<Change> delete(String clientId, BiConsumer<KeycloakSession, List<Change>> event) {
        return ExclusiveTransaction.run(request, true, session -> {
            ClientModel client = realm(session).getClientByClientId(clientId);
            Changes changes = new Changes();
            if (client != null) {
                new ApiWriter(session, new Catalogue(realm(session)), changes).delete(client);
            }
            return told(session, changes(changes.made()), event);
        });
    }

    private static List<Made> write(KeycloakSession session, Bundle bundle) {
        RealmModel realm = realm(session);
        if (bundle.realm() != null && !bundle.realm().equals(realm.getName())) {
            throw new ConflictException(
                    "/realm",
                    "This bundle is made for realm \"" + bundle.realm() + "\", and this is \"" + realm.getName()
                            + "\". Change or leave out the field if it is meant for this one too.");
        }
        Catalogue catalogue = new Catalogue(realm);
        Changes changes = new Changes();
        ApiWriter apis = new ApiWriter(session, catalogue, changes);
        for (int i = 0; i < bundle.apis().size(); i++) {
            apis.write(bundle.apis().get(i), "/apis/" + i);
        }
        RoleWriter roles = new RoleWriter(session, catalogue, changes);
        for (int i = 0; i < bundle.roles().size(); i++) {
            roles.write(bundle.roles().get(i), "/roles/" + i);
        }
        GroupWriter groups = new GroupWriter(realm, changes);
        for (int i = 0; i < bundle.groups().size(); i++) {
            groups.write(bundle.groups().get(i), "/groups/" + i);
        }
        return changes.made();
    }

    private static List<Change> told(
            KeycloakSession session, List<Change> changes, BiConsumer<KeycloakSession, List<Change>> event) {
        if (!changes.isEmpty()) {
            event.accept(session, changes);
        }
        return changes;
    }

    private static List<Change> changes(List<Made> made) {
        return made.stream().map(Made::change).toList();
    }

    private static RealmModel realm(KeycloakSession session) {
        return session.getContext().getRealm();
    }
}
