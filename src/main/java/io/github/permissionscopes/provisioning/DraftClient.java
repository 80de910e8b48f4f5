package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.Expressible;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;

/** A client of a draft, with the attributes that definitions can change. */
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

    DraftClient(String id, String clientId, @Nullable String name, @Nullable String protocol, boolean bearerOnly) {
        this.id = id;
        this.clientId = clientId;
        this.name = name;
        this.protocol = protocol;
        this.bearerOnly = bearerOnly;
        this.expressible = Expressible.isName(clientId);
    }

    /** Creates a client that represents an API and has no login flow. */
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

    /** @return Keycloak's object for this client */
    ClientModel in(Target target) {
        return target.client(id, clientId);
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

    /** @return whether it is an OpenID Connect client; a client without a protocol is one */
    boolean isOpenIdConnect() {
        return protocol == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(protocol);
    }

    /** @return whether this run creates it */
    boolean isNew() {
        return isNew;
    }

    /** Marks one of Keycloak's own clients, while the draft is built. */
    void markInternal() {
        internal = true;
    }

    /** Marks the client as deleted by its definition. */
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

    /** @return whether a definition can make it an API */
    boolean canBeApi() {
        return isOpenIdConnect() && !internal && expressible;
    }

    /** @return why a client that can be named cannot be an API, as an error message; empty if it can */
    Optional<String> whyNeverApi() {
        if (internal) {
            return Optional.of("\"" + clientId + "\" is one of Keycloak's own clients, not an API.");
        }
        return isOpenIdConnect()
                ? Optional.empty()
                : Optional.of("\"" + clientId + "\" is a client of another protocol than OpenID Connect.");
    }

    /** @return whether it is an application that can request scopes and that a definition can name */
    boolean canAsk() {
        return isOpenIdConnect() && !bearerOnly && expressible;
    }

    /** @return whether a definition has created it */
    boolean isMade() {
        return Boolean.parseBoolean(attribute(PermissionScopes.DEFINED));
    }

    /** @return whether a definition has created it or has set one of its fields */
    boolean isDefined() {
        return isMade() || Stream.of(ClientField.values()).anyMatch(field -> attribute(field.record()) != null);
    }

    @Nullable
    String name() {
        return name;
    }

    Action setName(@Nullable String wanted) {
        name = wanted;
        return target -> in(target).setName(wanted);
    }

    @Nullable
    String attribute(String key) {
        return attributes.get(key);
    }

    /** Called while the draft is built. */
    void put(String key, String value) {
        attributes.put(key, value);
    }

    Action setAttribute(String key, @Nullable String wanted) {
        attributes.put(key, wanted);
        return wanted == null
                ? target -> in(target).removeAttribute(key)
                : target -> in(target).setAttribute(key, wanted);
    }

    /** @return the current value; null for none */
    @Nullable
    String value(ClientField field) {
        String attribute = field.attribute();
        String value = attribute == null ? name : attribute(attribute);
        return value == null || value.isEmpty() ? null : value;
    }

    Action setValue(ClientField field, @Nullable String wanted) {
        String attribute = field.attribute();
        return attribute == null ? setName(wanted) : setAttribute(attribute, wanted);
    }
}
