package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.Expressible;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;

/** A client of a draft, with those of its attributes that definitions can be about. */
final class DraftClient {

    private final String id;
    private final String clientId;
    private final @Nullable String protocol;
    private final boolean bearerOnly;
    private final boolean expressible;
    private @Nullable String name;
    private boolean internal;
    private boolean isNew;
    private boolean leaving;
    private final Map<String, String> attributes = new HashMap<>();
    private final Map<String, DraftRole> roles = new HashMap<>();

    DraftClient(String id, String clientId, @Nullable String name, @Nullable String protocol, boolean bearerOnly) {
        this.id = id;
        this.clientId = clientId;
        this.name = name;
        this.protocol = protocol;
        this.bearerOnly = bearerOnly;
        this.expressible = Expressible.isName(clientId);
    }

    /** A client that stands for an API: nobody can log in at it. */
    static DraftClient api(String clientId) {
        DraftClient client = new DraftClient(
                KeycloakModelUtils.generateId(), clientId, null, OIDCLoginProtocol.LOGIN_PROTOCOL, true);
        client.attributes.put(PermissionScopes.DEFINED, "true");
        client.isNew = true;
        return client;
    }

    Action creation() {
        return target -> {
            ClientRepresentation client = new ClientRepresentation();
            client.setId(id);
            client.setClientId(clientId);
            client.setProtocol(protocol);
            client.setEnabled(true);
            client.setBearerOnly(true);
            client.setFullScopeAllowed(false);
            client.setStandardFlowEnabled(false);
            client.setDirectAccessGrantsEnabled(false);
            ClientModel created = ClientManager.createClient(target.session(), target.realm(), client);
            created.setAttribute(PermissionScopes.DEFINED, "true");
        };
    }

    String id() {
        return id;
    }

    String clientId() {
        return clientId;
    }

    boolean isBearerOnly() {
        return bearerOnly;
    }

    /** @return whether it speaks OpenID Connect, as a client that says nothing does */
    boolean isOpenIdConnect() {
        return protocol == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(protocol);
    }

    /** @return whether it is not there yet */
    boolean isNew() {
        return isNew;
    }

    /** As it is read, of one of Keycloak's own clients. */
    void markInternal() {
        internal = true;
    }

    /** Its definition says that it is to be deleted. */
    void markLeaving() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** @return whether a definition can name it */
    boolean isExpressible() {
        return expressible;
    }

    /** @return whether a definition can be about it */
    boolean canBeApi() {
        return isOpenIdConnect() && !internal && expressible;
    }

    /** @return why no definition can be about it, for people; of one that could be named */
    Optional<String> whyNeverApi() {
        if (internal) {
            return Optional.of("\"" + clientId + "\" is one of Keycloak's own clients, not an API.");
        }
        return isOpenIdConnect()
                ? Optional.empty()
                : Optional.of("\"" + clientId + "\" is a client of another protocol than OpenID Connect.");
    }

    /** @return whether it is an application that can have scopes, and that a definition can name */
    boolean canAsk() {
        return isOpenIdConnect() && !bearerOnly && expressible;
    }

    /** @return whether a definition has made it */
    boolean isMade() {
        return Boolean.parseBoolean(attribute(PermissionScopes.DEFINED));
    }

    /** @return whether a definition has made it, or has written something at it */
    boolean isDefined() {
        return isMade() || Stream.of(ClientField.values()).anyMatch(field -> attribute(field.record()) != null);
    }

    @Nullable
    String name() {
        return name;
    }

    Action setName(@Nullable String wanted) {
        name = wanted;
        return target -> target.client(this).setName(wanted);
    }

    @Nullable
    String attribute(String key) {
        return attributes.get(key);
    }

    /** As it is read. */
    void put(String key, String value) {
        attributes.put(key, value);
    }

    Action setAttribute(String key, @Nullable String wanted) {
        attributes.put(key, wanted);
        return wanted == null
                ? target -> target.client(this).removeAttribute(key)
                : target -> target.client(this).setAttribute(key, wanted);
    }

    Optional<DraftRole> role(String roleName) {
        return Optional.ofNullable(roles.get(roleName));
    }

    Collection<DraftRole> roles() {
        return List.copyOf(roles.values());
    }

    /** Called by the role, which knows its client. */
    void has(DraftRole role) {
        roles.put(role.name(), role);
    }

    /** As above. */
    void hasNoMore(DraftRole role) {
        roles.remove(role.name());
    }
}
