package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.MinimumAcr;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.ScopeRenamed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Writes the scopes of one API: client scopes, and the permissions that they require. */
final class ScopeWriter {

    /** Keycloak's column for the description of a client scope. */
    private static final int LONGEST_NATIVE_DESCRIPTION = 255;

    private final KeycloakSession session;
    private final Catalogue catalogue;
    private final Changes changes;
    private final RealmModel realm;
    private final ClientModel api;
    private final ScopeOrder order;
    private final Permissions permissions;

    ScopeWriter(KeycloakSession session, Catalogue catalogue, Changes changes, ClientModel api, ScopeOrder order) {
        this.session = session;
        this.catalogue = catalogue;
        this.changes = changes;
        this.realm = catalogue.realm();
        this.api = api;
        this.order = order;
        this.permissions = new Permissions(session, realm, api, changes);
    }

    void rename(ScopeDefinition definition, String at) {
        String oldName = definition.renamedFrom();
        Optional<ClientScopeModel> old = oldName == null ? Optional.empty() : catalogue.scope(oldName);
        if (old.filter(this::isOwned).isEmpty()) {
            return;
        }
        if (catalogue.scope(definition.name()).isPresent()) {
            throw new ConflictException(
                    at + "/renamedFrom",
                    "There are both \"" + oldName + "\" and \"" + definition.name()
                            + "\". Delete one of them, or leave this field out.");
        }
        ClientScopeModel scope = old.get();
        catalogue.forget(scope);
        changes.rename(Kind.SCOPE, oldName, definition.name());
        scope.setName(definition.name());
        ScopeRenamed.publish(session, scope, oldName);
        catalogue.put(scope);
        permissions.rename(scope, oldName, definition.name());
    }

    void write(ScopeDefinition definition, int index, String at) {
        Optional<ClientScopeModel> found = catalogue.scope(definition.name());
        ClientScopeModel scope = found.orElseGet(() -> create(definition, at));
        if (isOwned(scope)) {
            describe(scope, definition, index);
        } else {
            share(scope, definition, at);
        }
        permissions.write(scope, definition, isOwned(scope), at);
    }

    private boolean isOwned(ClientScopeModel scope) {
        return Catalogue.owner(scope).filter(api.getClientId()::equals).isPresent();
    }

    private ClientScopeModel create(ScopeDefinition definition, String at) {
        catalogue.requireFree(definition.name(), at + "/name");
        changes.create(Kind.SCOPE, definition.name());
        ClientScopeModel scope = realm.addClientScope(definition.name());
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setDisplayOnConsentScreen(true);
        scope.setIncludeInTokenScope(true);
        scope.setAttribute(PermissionScopes.API, api.getClientId());
        scope.setAttribute(PermissionScopes.PROTECTED, "true");
        catalogue.put(scope);
        return scope;
    }

    private void describe(ClientScopeModel scope, ScopeDefinition definition, int index) {
        // Marked as well, so that it stays closed and this API's, should its role be deleted.
        set(scope, PermissionScopes.API, api.getClientId());
        set(scope, PermissionScopes.PROTECTED, "true");
        if (definition.description() != null) {
            changes.set(
                    Kind.SCOPE,
                    scope.getName(),
                    "description",
                    scope.getAttribute(ClientScopeModel.CONSENT_SCREEN_TEXT),
                    PageText.stored(definition.description()),
                    text -> scope.setConsentScreenText(text));
            String shortened = shortened(definition.description());
            if (!shortened.equals(scope.getDescription())) {
                scope.setDescription(shortened);
            }
        }
        if (definition.match() != null) {
            // What nobody has said means something else than any, where the scope is shared.
            if (!definition.match().equals(scope.getAttribute(PermissionScopes.MATCH))) {
                set(scope, PermissionScopes.MATCH, definition.match());
                changes.concerns(scope);
            }
        }
        if (definition.autoGrant() != null) {
            boolean is = Boolean.parseBoolean(scope.getAttribute(PermissionScopes.AUTO_GRANT));
            if (is != definition.autoGrant()) {
                set(scope, PermissionScopes.AUTO_GRANT, String.valueOf(definition.autoGrant()));
            }
        }
        if (definition.minimumAcr() != null) {
            String is = MinimumAcr.isSet(scope) ? scope.getAttribute(PermissionScopes.MINIMUM_ACR) : "";
            changes.set(
                    Kind.SCOPE,
                    scope.getName(),
                    PermissionScopes.MINIMUM_ACR,
                    is,
                    definition.minimumAcr().strip(),
                    value -> scope.setAttribute(PermissionScopes.MINIMUM_ACR, value));
        }
        set(scope, ClientScopeModel.GUI_ORDER, order.at(index));
    }

    private void set(ClientScopeModel scope, String attribute, String wanted) {
        changes.set(
                Kind.SCOPE,
                scope.getName(),
                attribute,
                scope.getAttribute(attribute),
                wanted,
                value -> scope.setAttribute(attribute, value));
    }

    /** Two APIs may have a permission of the same name. One of them describes the scope. */
    private void share(ClientScopeModel scope, ScopeDefinition definition, String at) {
        Optional<String> owner = Catalogue.owner(scope);
        if (owner.isEmpty()) {
            throw new ConflictException(
                    at + "/name",
                    "The client scope \"" + scope.getName()
                            + "\" is there already and belongs to no API. Choose another"
                            + " name, or set its attribute " + PermissionScopes.API + " to \"" + api.getClientId()
                            + "\" if it is meant.");
        }
        String text = PageText.written(scope.getAttribute(ClientScopeModel.CONSENT_SCREEN_TEXT));
        if (definition.description() != null
                && !PageText.written(definition.description()).equals(text)) {
            throw new ConflictException(
                    at + "/description",
                    "The API \"" + owner.get() + "\" has this scope too and describes it as \"" + text
                            + "\". Users see one text; leave the field out or use the same.");
        }
    }

    /** Takes the scope away from this API; from the realm, if no other API has it. */
    void delete(ClientScopeModel scope) {
        Set<RoleModel> own = new LinkedHashSet<>(permissions.own(scope));
        List<String> others = Catalogue.apis(scope)
                .filter(clientId -> !clientId.equals(api.getClientId()))
                .toList();
        if (!isOwned(scope) || !others.isEmpty()) {
            if (isOwned(scope)) {
                set(scope, PermissionScopes.API, others.get(0));
            }
            own.forEach(role -> permissions.unmap(scope, role));
        } else {
            changes.delete(Kind.SCOPE, scope.getName());
            changes.concerns(scope);
            catalogue.forget(scope);
            realm.removeClientScope(scope.getId());
        }
        own.stream().filter(role -> !catalogue.isMapped(role)).forEach(permissions::delete);
    }

    private static String shortened(String description) {
        return description.length() <= LONGEST_NATIVE_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_NATIVE_DESCRIPTION - 1) + "…";
    }
}
