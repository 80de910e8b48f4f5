package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientScopeModel;

/** Writes the scopes of one API: client scopes, and the permissions that they require. */
final class ScopeWriter {

    /** Keycloak's column for the description of a client scope. */
    private static final int LONGEST_NATIVE_DESCRIPTION = 255;

    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final DraftClient api;
    private final ScopeOrder order;
    private final Permissions permissions;

    ScopeWriter(Run run, DraftClient api, ScopeOrder order) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
        this.api = api;
        this.order = order;
        this.permissions = new Permissions(run, api);
    }

    void rename(ScopeDefinition definition, String at) {
        String oldName = definition.renamedFrom();
        Optional<DraftScope> old =
                Optional.ofNullable(oldName).flatMap(draft::scope).filter(this::isOwned);
        if (old.isEmpty()) {
            return;
        }
        if (draft.scope(definition.name()).isPresent()) {
            problems.conflict(
                    at + "/renamedFrom",
                    "There are both \"" + oldName + "\" and \"" + definition.name()
                            + "\". Delete one of them, or leave this field out.");
            return;
        }
        DraftScope scope = old.get();
        changes.rename(Kind.SCOPE, oldName, definition.name(), draft.rename(scope, definition.name()));
        permissions.rename(scope, oldName, definition.name());
    }

    void write(ScopeDefinition definition, int index, String at) {
        DraftScope scope = draft.scope(definition.name()).orElseGet(() -> create(definition, at));
        if (isOwned(scope)) {
            describe(scope, definition, index);
        } else {
            share(scope, definition, at);
        }
        permissions.write(scope, definition, isOwned(scope), at);
    }

    private boolean isOwned(DraftScope scope) {
        return scope.owner().filter(api.clientId()::equals).isPresent();
    }

    private DraftScope create(ScopeDefinition definition, String at) {
        draft.whyNotFree(definition.name()).ifPresent(why -> problems.conflict(at + "/name", why));
        DraftScope scope = DraftScope.made(definition.name(), api);
        draft.put(scope);
        changes.create(Kind.SCOPE, definition.name(), scope.creation());
        changes.also(scope.attributesAsMade());
        return scope;
    }

    private void describe(DraftScope scope, ScopeDefinition definition, int index) {
        // Marked as well, so that it stays closed and this API's, should its role be deleted.
        set(scope, PermissionScopes.API, api.clientId());
        set(scope, PermissionScopes.PROTECTED, "true");
        if (definition.description() != null) {
            changes.set(
                    Kind.SCOPE,
                    scope.name(),
                    "description",
                    scope.attribute(ClientScopeModel.CONSENT_SCREEN_TEXT),
                    definition.description(),
                    text -> scope.setAttribute(ClientScopeModel.CONSENT_SCREEN_TEXT, text));
            String shortened = shortened(definition.description());
            if (!shortened.equals(scope.description())) {
                changes.also(scope.setDescription(shortened));
            }
        }
        // What nobody has said means something else than any, where the scope is shared.
        if (definition.match() != null && !definition.match().equals(scope.attribute(PermissionScopes.MATCH))) {
            set(scope, PermissionScopes.MATCH, definition.match());
            changes.concerns(scope);
        }
        if (definition.autoGrant() != null) {
            boolean is = Boolean.parseBoolean(scope.attribute(PermissionScopes.AUTO_GRANT));
            if (is != definition.autoGrant()) {
                set(scope, PermissionScopes.AUTO_GRANT, String.valueOf(definition.autoGrant()));
            }
        }
        if (definition.minimumAcr() != null) {
            String is = scope.minimumAcr().orElse("");
            changes.set(
                    Kind.SCOPE,
                    scope.name(),
                    PermissionScopes.MINIMUM_ACR,
                    is,
                    definition.minimumAcr().strip(),
                    value -> scope.setAttribute(PermissionScopes.MINIMUM_ACR, value));
        }
        set(scope, ClientScopeModel.GUI_ORDER, order.at(index));
    }

    private void set(DraftScope scope, String attribute, String wanted) {
        changes.set(
                Kind.SCOPE,
                scope.name(),
                attribute,
                scope.attribute(attribute),
                wanted,
                value -> scope.setAttribute(attribute, value));
    }

    /** Two APIs may have a permission of the same name. One of them describes the scope. */
    private void share(DraftScope scope, ScopeDefinition definition, String at) {
        Optional<String> owner = scope.owner();
        if (owner.isEmpty()) {
            problems.conflict(
                    at + "/name",
                    "The client scope \"" + scope.name()
                            + "\" is there already and belongs to no API. Choose another"
                            + " name, or set its attribute " + PermissionScopes.API + " to \"" + api.clientId()
                            + "\" if it is meant.");
            return;
        }
        String text = scope.attribute(ClientScopeModel.CONSENT_SCREEN_TEXT);
        if (definition.description() != null && !definition.description().equals(text)) {
            problems.conflict(
                    at + "/description",
                    "The API \"" + owner.get() + "\" has this scope too and describes it as \"" + text
                            + "\". Users see one text; leave the field out or use the same.");
        }
    }

    /** Takes the scope away from this API; from the realm, if no other API has it. */
    void delete(DraftScope scope) {
        List<DraftRole> own = permissions.own(scope);
        List<String> others = scope.apis().stream()
                .filter(clientId -> !clientId.equals(api.clientId()))
                .toList();
        if (!isOwned(scope) || !others.isEmpty()) {
            if (isOwned(scope)) {
                set(scope, PermissionScopes.API, others.get(0));
            }
            own.forEach(role -> permissions.unmap(scope, role));
        } else {
            changes.delete(Kind.SCOPE, scope.name(), draft.delete(scope));
            changes.concerns(scope);
        }
        own.stream().filter(role -> role.scopes().isEmpty()).forEach(permissions::delete);
    }

    private static String shortened(String description) {
        return description.length() <= LONGEST_NATIVE_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_NATIVE_DESCRIPTION - 1) + "…";
    }
}
