package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.realm.PageText;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;

/** Writes the scope definitions of one API into the draft: client scopes with their attributes and required roles. */
final class ScopeWriter {

    /** The length of Keycloak's column for the description of a client scope. */
    private static final int LONGEST_NATIVE_DESCRIPTION = 255;

    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final DraftClient api;
    private final ScopeOrder order;
    private final Permissions permissions;
    private final Requirements requirements;
    private final SharedRequirements shared;
    private final Succession succession;

    ScopeWriter(Run run, DraftClient api, ScopeOrder order) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
        this.api = api;
        this.order = order;
        this.permissions = new Permissions(run, api);
        this.requirements = new Requirements(run, api, permissions);
        this.shared = new SharedRequirements(run, api, permissions, requirements);
        this.succession = new Succession(draft, api, permissions, requirements);
    }

    /** @param later collects checks that run after all APIs have renamed their own scopes */
    void rename(ScopeDefinition definition, String at, Consumer<Runnable> later) {
        String oldName = definition.renamedFrom();
        // If the new name exists and the old scope is not this API's, the rename happened before, and the old name was
        // reused.
        Optional<DraftScope> old = Optional.ofNullable(oldName)
                .flatMap(draft::scope)
                .filter(scope -> Ownership.apis(scope).contains(api.clientId())
                        || draft.scope(definition.name()).isEmpty());
        if (old.isEmpty()) {
            return;
        }
        DraftScope scope = old.get();
        if (!succession.isOwned(scope)) {
            later.accept(() -> {
                if (!scope.name().equals(definition.name())) {
                    problems.conflict(at + "/renamedFrom", succession.whyNotOwned(scope));
                }
            });
            return;
        }
        Optional<String> why = whyNotRenamed(scope, definition.name());
        if (why.isPresent()) {
            problems.conflict(at + "/renamedFrom", why.get());
            return;
        }
        String from = scope.name();
        changes.rename(Kind.SCOPE, from, definition.name(), draft.rename(scope, definition.name()));
        permissions.rename(scope, from, definition.name());
    }

    private Optional<String> whyNotRenamed(DraftScope scope, String name) {
        if (draft.scope(name).isPresent()) {
            return Optional.of("There are both \"" + scope.name() + "\" and \"" + name
                    + "\". Delete one of them, or leave this field out.");
        }
        return scope.name().equalsIgnoreCase(name) ? Optional.empty() : draft.whyNotFree(name);
    }

    /** Creates the API's own roles that {@link #write} needs. */
    void prepare(ScopeDefinition definition) {
        requirements.prepare(draft.scope(definition.name()), definition);
    }

    boolean isOwned(DraftScope scope) {
        return succession.isOwned(scope);
    }

    /** Writes a scope that this API owns; creates it if it does not exist. */
    void write(ScopeDefinition definition, int index, String at) {
        Optional<DraftScope> found = draft.scope(definition.name());
        DraftScope scope = found.orElseGet(() -> create(definition, at));
        boolean isNew = found.isEmpty() || succession.takeOver(scope, definition);
        DefaultScope.tell(changes, scope, () -> {
            describe(scope, definition, index);
            requirements.write(scope, definition, isNew, at);
        });
    }

    /** Writes this API's share of a scope that another API owns: both have a permission of the same name. */
    void share(ScopeDefinition definition, String at) {
        DraftScope scope = draft.scope(definition.name()).orElseThrow();
        DefaultScope.tell(changes, scope, () -> shared.write(scope, definition, at));
    }

    /** Checks a scope that another API owns, after everything is written. */
    void check(DraftScope scope, ScopeDefinition definition, String owner, String at) {
        shared.check(scope, definition, owner, at);
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
        if (scope.isMade()) {
            // The scope keeps its owner and stays closed if its role is deleted later.
            set(scope, PermissionScopes.API, api.clientId());
            // A scope that is open on purpose is only closed when it gets a role.
            if (!scope.roles().isEmpty() && !Boolean.parseBoolean(scope.attribute(PermissionScopes.PROTECTED))) {
                set(scope, PermissionScopes.PROTECTED, "true");
            }
        }
        // A hidden scope would look refused to the API, or the user would not be asked for consent.
        Shown.differences(scope, definition).forEach((attribute, wanted) -> set(scope, attribute, wanted));
        description(scope, definition.description());
        // A missing match differs from "any" if APIs share the scope.
        if (definition.match() != null && Match.of(definition.match()) != scope.match()) {
            set(scope, PermissionScopes.MATCH, orNull(definition.match()));
            changes.concerns(scope);
        }
        if (definition.autoGrant() != null) {
            boolean is = Boolean.parseBoolean(scope.attribute(PermissionScopes.AUTO_GRANT));
            if (is != definition.autoGrant()) {
                set(scope, PermissionScopes.AUTO_GRANT, String.valueOf(definition.autoGrant()));
            }
        }
        if (definition.minimumAcr() != null) {
            String is = scope.minimumAcr().orElse(null);
            changes.set(
                    Kind.SCOPE,
                    scope.name(),
                    PermissionScopes.MINIMUM_ACR,
                    is,
                    orNull(definition.minimumAcr().strip()),
                    value -> scope.setAttribute(PermissionScopes.MINIMUM_ACR, value));
        }
        if (order != ScopeOrder.AS_IT_IS) {
            set(scope, ClientScopeModel.GUI_ORDER, order.at(index));
        }
    }

    private void description(DraftScope scope, @Nullable String said) {
        if (said == null) {
            return;
        }
        String wanted = orNull(PageText.stored(said));
        String is = orNull(scope.attribute(ClientScopeModel.CONSENT_SCREEN_TEXT));
        changes.set(
                Kind.SCOPE,
                scope.name(),
                "description",
                // A text that an administrator wrote by hand is not rewritten if only its stored form differs.
                scope.isMade() ? is : PageText.stored(is),
                wanted,
                text -> scope.setAttribute(ClientScopeModel.CONSENT_SCREEN_TEXT, text));
        String shortened = wanted == null ? null : shortened(said);
        // The description of a scope that was created by hand is left alone.
        if (scope.isMade() && !Objects.equals(shortened, orNull(scope.description()))) {
            changes.also(scope.setDescription(shortened));
        }
    }

    private void set(DraftScope scope, String attribute, @Nullable String wanted) {
        changes.set(
                Kind.SCOPE,
                scope.name(),
                attribute,
                scope.attribute(attribute),
                wanted,
                value -> scope.setAttribute(attribute, value));
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static String shortened(String description) {
        return description.length() <= LONGEST_NATIVE_DESCRIPTION
                ? description
                : PageText.fitting(description, LONGEST_NATIVE_DESCRIPTION - 1) + "…";
    }
}
