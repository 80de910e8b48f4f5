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

/** A client scope of a draft. */
final class DraftScope {

    private final String id;
    private final String protocol;
    private final boolean definable;
    private String name;
    private @Nullable String description;
    private final Map<String, String> attributes = new HashMap<>();
    private final Set<DraftRole> roles = new LinkedHashSet<>();
    private final DraftAssignments assignments = new DraftAssignments(this);

    DraftScope(String id, String name, String protocol, @Nullable String description) {
        this.id = id;
        this.name = name;
        this.protocol = protocol;
        this.definable = ScopeProtocols.areJudged(protocol) && Expressible.isScopeName(name);
        this.description = description;
    }

    /** A scope of this API that is not there yet. */
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

    /** As it is now, without attributes, roles and clients. */
    Action creation() {
        String first = name;
        return target -> target.realm().addClientScope(id, first).setProtocol(protocol);
    }

    /** What follows {@link #creation}. */
    Action attributesAsMade() {
        Map<String, String> written = Map.copyOf(attributes);
        return target -> written.forEach(target.scope(this)::setAttribute);
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** @return whether the rule may meet it */
    boolean isJudged() {
        return ScopeProtocols.areJudged(protocol);
    }

    @Nullable
    String attribute(String key) {
        return attributes.get(key);
    }

    /** @return whether definitions can be about it: not about Keycloak's own, or one whose name they could not say */
    boolean isDefinable() {
        return definable;
    }

    /** @return whether a definition has made it */
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

    /** @return the level of authentication that it asks for; empty for none */
    Optional<String> minimumAcr() {
        String level = attribute(PermissionScopes.MINIMUM_ACR);
        return level == null || level.isBlank() ? Optional.empty() : Optional.of(level.strip());
    }

    /** @return who has it, or may ask for it */
    DraftAssignments assignments() {
        return assignments;
    }

    /** @return the client IDs of the applications that may ask for it, sorted */
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

    /** As it is read. */
    void put(String key, String value) {
        attributes.put(key, value);
    }

    Action setAttribute(String key, @Nullable String value) {
        attributes.compute(key, (same, before) -> value);
        return value == null
                ? target -> target.scope(this).removeAttribute(key)
                : target -> target.scope(this).setAttribute(key, value);
    }

    @Nullable
    String description() {
        return description;
    }

    Action setDescription(@Nullable String text) {
        description = text;
        return target -> target.scope(this).setDescription(text);
    }

    /** Called by the draft, which finds it by its name. */
    Action rename(String wanted) {
        String from = name;
        name = wanted;
        return target -> {
            ClientScopeModel scope = target.scope(this);
            scope.setName(wanted);
            ScopeRenamed.publish(target.session(), scope, from);
        };
    }

    /** Marked in the same transaction, so that a later loss opens nothing. */
    Action map(DraftRole role) {
        roles.add(role);
        role.scopes().add(this);
        return target -> {
            ClientScopeModel scope = target.scope(this);
            scope.addScopeMapping(target.role(role));
            ScopeMarks.mark(target.session(), scope);
        };
    }

    Action unmap(DraftRole role) {
        roles.remove(role);
        role.isNotRequiredBy(this);
        return target -> {
            ClientScopeModel scope = target.scope(this);
            scope.deleteScopeMapping(target.role(role));
            LostPermission.takenOff(target.session(), scope, target.role(role));
        };
    }

    /** Called by the draft, where it goes. */
    void vanish() {
        roles.forEach(role -> role.isNotRequiredBy(this));
    }
}
