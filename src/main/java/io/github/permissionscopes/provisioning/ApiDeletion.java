package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what definitions have made of an API, and says what stays and why. What no definition has made is not this
 * product's to delete, and a scope that stays keeps the roles that it requires: without them it would go to nobody.
 */
final class ApiDeletion {

    private final Run run;
    private final Draft draft;
    private final Changes changes;

    ApiDeletion(Run run) {
        this.run = run;
        this.draft = run.draft();
        this.changes = run.changes();
    }

    /**
     * Before other APIs are written. What is not there, or is no API any more, may be in a bundle that was applied
     * before; it is said, since the client ID may be a mistake, too.
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
            client.roles().stream().filter(role -> !permissions.goes(role)).forEach(permissions::leave);
        }
        String why = whyClientStays(client, permissions);
        if (why == null) {
            Set<DraftRole> lost = new HashSet<>();
            client.roles().forEach(role -> lost.addAll(role.withParts()));
            changes.delete(Kind.API, client.clientId(), draft.delete(client));
            changes.concerns(lost);
        } else {
            changes.leave(Kind.API, client.clientId(), why);
            undo(client);
        }
    }

    /** @return null where it goes */
    private static @Nullable String whyClientStays(DraftClient client, Permissions permissions) {
        if (!client.isMade()) {
            return "Its client was not made by a definition.";
        }
        if (!client.isBearerOnly()) {
            return "Somebody has made more of its client since: it is not bearer-only.";
        }
        return client.roles().stream().allMatch(permissions::goes)
                ? null
                : "Its client has roles that stay. Without them it could be deleted.";
    }

    /** What was there before a definition was is not known, so nothing takes its place. */
    private void undo(DraftClient client) {
        for (ClientField field : ClientField.values()) {
            String written = client.attribute(field.record());
            if (written != null) {
                if (written.equals(field.of(client))) {
                    changes.set(
                            Kind.API,
                            client.clientId(),
                            field.label(),
                            written,
                            null,
                            value -> field.set(client, value));
                }
                changes.also(client.setAttribute(field.record(), null));
            }
        }
        if (client.isMade() && !client.isBearerOnly()) {
            changes.also(client.setAttribute(PermissionScopes.DEFINED, null));
        }
    }
}
