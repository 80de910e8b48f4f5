package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.definition.Expressible;
import io.github.permissionscopes.lifecycle.LostPermission;
import io.github.permissionscopes.lifecycle.ScopeMarks;
import io.github.permissionscopes.realm.ScopeProtocols;
import io.github.permissionscopes.realm.ScopeRenamed;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** A client scope of a draft, with its attributes, required roles and assignments. */
final class DraftScope {

    private final String id;
    private final String protocol;
    private final boolean definable;
    private String name;
    private @Nullable String description;
    private final Map<String, String> attributes = new HashMap<>();
    private final Set<DraftRole> roles = new LinkedHashSet<>();
    private final DraftAssignments assignments = new DraftAssignments();

    DraftScope(String id, String name, String protocol, @Nullable String description) {
        this.id = id;
        this.name = name;
        this.protocol = protocol;
        this.definable = ScopeProtocols.areJudged(protocol) && Expressible.isScopeName(name);
        this.description = description;
    }

    /** Creates a protected scope of the API that does not exist in the realm yet. */
    static DraftScope made(String name, DraftClient api) {
        DraftScope scope =
                new DraftScope(KeycloakModelUtils.generateId(), name, OIDCLoginProtocol.LOGIN_PROTOCOL, null);
        scope.attributes.put(ClientScopeModel.DISPLAY_ON_CONSENT_SCREEN, "true");
        scope.attributes.put(ClientScopeModel.INCLUDE_IN_TOKEN_SCOPE, "true");
        scope.attributes.put(PermissionScopes.API, api.clientId());
        scope.attributes.put(PermissionScopes.PROTECTED, "true");
        scope.attributes.put(PermissionScopes.DEFINED, "true");
        return scope;
    }

    /** @return the action that creates the scope with its present name, without attributes, roles and assignments */
    Action creation() {
        String first = name;
        return target -> target.create(id, first, protocol);
    }

    /** @return the action that sets the attributes, after {@link #creation} */
    Action attributesAsMade() {
        Map<String, String> written = Map.copyOf(attributes);
        return target -> written.forEach(in(target)::setAttribute);
    }

    /** @return Keycloak's object for this client scope */
    ClientScopeModel in(Target target) {
        return target.scope(id, name);
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** @return whether the rule applies to client scopes of its protocol */
    boolean isJudged() {
        return ScopeProtocols.areJudged(protocol);
    }

    @Nullable
    String attribute(String key) {
        return attributes.get(key);
    }

    /**
     * @return whether definitions can contain it: it is not one of Keycloak's own and its name is valid in a definition
     */
    boolean isDefinable() {
        return definable;
    }

    /** @return whether a definition has created it */
    boolean isMade() {
        return Boolean.parseBoolean(attribute(PermissionScopes.DEFINED));
    }

    /** @return the required roles, sorted */
    List<DraftRole> roles() {
        return roles.stream().sorted(DraftRole.ORDER).toList();
    }

    boolean requires(DraftRole role) {
        return roles.contains(role);
    }

    Match match() {
        return Match.of(attribute(PermissionScopes.MATCH));
    }

    /** @return the minimum level of authentication (ACR); empty for none */
    Optional<String> minimumAcr() {
        String level = attribute(PermissionScopes.MINIMUM_ACR);
        return level == null || level.isBlank() ? Optional.empty() : Optional.of(level.strip());
    }

    /** @return the assignments to applications and to the realm */
    DraftAssignments assignments() {
        return assignments;
    }

    /** @return the client IDs of the applications that have it as a default or optional scope, sorted */
    Set<String> clients() {
        return assignments.clients();
    }

    RealmAssignment inRealm() {
        return assignments.inRealm();
    }

    /** @return the attributes that are set */
    Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** Called while the draft is built. */
    void put(String key, String value) {
        attributes.put(key, value);
    }

    Action setAttribute(String key, @Nullable String value) {
        attributes.compute(key, (same, before) -> value);
        return value == null
                ? target -> in(target).removeAttribute(key)
                : target -> in(target).setAttribute(key, value);
    }

    @Nullable
    String description() {
        return description;
    }

    Action setDescription(@Nullable String text) {
        description = text;
        return target -> in(target).setDescription(text);
    }

    /** Renames the scope. Call it only through {@link Draft}, which indexes scopes by name. */
    Action rename(String wanted) {
        String from = name;
        name = wanted;
        return target -> {
            ClientScopeModel scope = in(target);
            scope.setName(wanted);
            ScopeRenamed.publish(target.session(), scope, from);
        };
    }

    /**
     * Maps the role to the scope. Call it only through {@link DraftRoles}. The scope is marked as protected in the same
     * transaction, so that it stays closed if the role is deleted later.
     */
    Action map(DraftRole role) {
        roles.add(role);
        return target -> {
            ClientScopeModel scope = in(target);
            scope.addScopeMapping(role.in(target));
            ScopeMarks.mark(target.session(), scope);
        };
    }

    /** Removes the mapping. Call it only through {@link DraftRoles}. */
    Action unmap(DraftRole role) {
        roles.remove(role);
        return target -> {
            ClientScopeModel scope = in(target);
            scope.deleteScopeMapping(role.in(target));
            LostPermission.takenOff(target.session(), scope, role.in(target));
        };
    }
}
