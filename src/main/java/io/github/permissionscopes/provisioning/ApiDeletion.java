package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes everything that definitions have created for an API, and records what stays and why. Objects that no
 * definition has created stay. A scope that stays keeps its required roles, since without them nobody would get it.
 */
final class ApiDeletion {

    private final Run run;
    private final Draft draft;
    private final DraftRoles roles;
    private final Changes changes;

    ApiDeletion(Run run) {
        this.run = run;
        this.draft = run.draft();
        this.roles = draft.roles();
        this.changes = run.changes();
    }

    /**
     * Marks the API's client as leaving; called before other APIs are written. An API that does not exist is no error,
     * because the bundle may have been applied before; it is recorded as left, because the client ID may also be a
     * typing error.
     *
     * @param at JSON pointer to the definition
     */
    void prepare(String clientId, String at) {
        Optional<DraftClient> client = draft.client(clientId);
        Optional<String> why = client.flatMap(DraftClient::whyNeverApi);
        if (why.isPresent()) {
            run.problems().conflict(at + "/clientId", why.get());
        } else if (client.isEmpty()) {
            changes.leave(Kind.API, clientId, "There is no client of this ID, so there is nothing to delete.");
        } else if (!draft.isApi(client.get())) {
            changes.leave(
                    Kind.API, clientId, "Its client has no scopes, and no definition has written at it. It stays.");
        } else {
            client.get().markLeaving();
        }
    }

    void delete(DraftClient client) {
        if (!draft.isApi(client)) {
            return;
        }
        draft.scopesOf(client.clientId()).forEach(new ScopeDeletion(run, client)::delete);
        Permissions permissions = new Permissions(run, client);
        if (client.isMade()) {
            roles.of(client).stream().filter(role -> !permissions.goes(role)).forEach(permissions::leave);
        }
        String why = whyClientStays(client, permissions);
        if (why == null) {
            Set<DraftRole> lost = new HashSet<>();
            roles.of(client).forEach(role -> lost.addAll(role.withParts()));
            changes.delete(Kind.API, client.clientId(), draft.delete(client));
            changes.concerns(lost);
        } else {
            changes.leave(Kind.API, client.clientId(), why);
            undo(client);
        }
    }

    /** @return the reason why the client stays; null if it is deleted */
    private @Nullable String whyClientStays(DraftClient client, Permissions permissions) {
        if (!client.isMade()) {
            return "Its client was not made by a definition.";
        }
        if (!client.isBearerOnly()) {
            return "Somebody has made more of its client since: it is not bearer-only.";
        }
        return roles.of(client).stream().allMatch(permissions::goes)
                ? null
                : "Its client has roles that stay. Without them it could be deleted.";
    }

    /**
     * Removes the values that definitions have written to a client that stays. Earlier values are unknown and not
     * restored.
     */
    private void undo(DraftClient client) {
        for (ClientField field : ClientField.values()) {
            String written = client.attribute(field.record());
            if (written != null) {
                if (written.equals(client.value(field))) {
                    changes.set(
                            Kind.API,
                            client.clientId(),
                            field.label(),
                            written,
                            null,
                            value -> client.setValue(field, value));
                }
                changes.also(client.setAttribute(field.record(), null));
            }
        }
        if (client.isMade() && !client.isBearerOnly()) {
            changes.also(client.setAttribute(PermissionScopes.DEFINED, null));
        }
    }
}
