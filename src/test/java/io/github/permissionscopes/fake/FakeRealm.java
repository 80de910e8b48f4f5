package io.github.permissionscopes.fake;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;

/**
 * A fake realm with everything that enforcement points read. An id is the name with a prefix, such as {@code
 * role:read}.
 */
public final class FakeRealm {

    /** Of sessions, in seconds. */
    private static final int LIFESPAN = 600;

    private final FakeScopes scopes = new FakeScopes();
    private final Map<String, RoleModel> roles = new LinkedHashMap<>();
    private final FakeUsers users = new FakeUsers();
    private final Map<String, String> attributes = new HashMap<>();
    private final FakeSwitch control = new FakeSwitch();
    private final FakeClients clients = new FakeClients(this);
    private final RealmModel model;
    private boolean revokesRefreshTokens;

    private FakeRealm() {
        model = Fake.of(RealmModel.class)
                .with("getId", "realm:acme")
                .with("getName", "acme")
                .with("isEventsEnabled", false)
                .with("isRememberMe", false)
                .with("isOfflineSessionMaxLifespanEnabled", false)
                .with("getAccessCodeLifespan", LIFESPAN)
                .with("getSsoSessionMaxLifespan", LIFESPAN)
                .with("getSsoSessionIdleTimeout", LIFESPAN)
                .with("getSsoSessionMaxLifespanRememberMe", LIFESPAN)
                .with("getSsoSessionIdleTimeoutRememberMe", LIFESPAN)
                .with("getOfflineSessionMaxLifespan", LIFESPAN)
                .with("getOfflineSessionIdleTimeout", LIFESPAN)
                .with("getClientSessionMaxLifespan", LIFESPAN)
                .with("getClientSessionIdleTimeout", LIFESPAN)
                .with("getClientOfflineSessionMaxLifespan", LIFESPAN)
                .with("getClientOfflineSessionIdleTimeout", LIFESPAN)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .get("isRevokeRefreshToken", () -> revokesRefreshTokens)
                .get("getEventsListenersStream", Stream::empty)
                .get("getEnabledEventTypesStream", Stream::empty)
                .get("getRequiredActionProviderByAlias", control::action)
                .get("getRequiredActionConfigByAlias", control::config)
                .get("getClientScopesStream", scopes::all)
                .on("getDefaultClientScopesStream", arguments -> Stream.empty())
                .on("getClientByClientId", arguments -> clients.byClientId((String) arguments[0]))
                .on("getClientById", arguments -> clients.byId((String) arguments[0]))
                .on("getRoleById", arguments -> roles.get((String) arguments[0]))
                .make();
    }

    /** The switch is on, with default settings. */
    public static FakeRealm enforcing() {
        return new FakeRealm();
    }

    /** The switch is on, and nothing takes effect. */
    public static FakeRealm reporting() {
        return new FakeRealm().setting("mode", "report");
    }

    public static FakeRealm off() {
        FakeRealm realm = new FakeRealm();
        realm.control.turnOff();
        return realm;
    }

    /** A setting of the required action. */
    public FakeRealm setting(String key, String value) {
        control.set(key, value);
        return this;
    }

    public FakeRealm attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** The client of this ID takes no part any more. */
    public FakeRealm disable(String clientId) {
        clients.disable(clientId);
        return this;
    }

    /** The client of this ID asks its users for consent. */
    public FakeRealm askForConsent(String clientId) {
        clients.askForConsent(clientId);
        return this;
    }

    /** The client of this ID has registered itself, and may change its own settings. */
    public FakeRealm register(String clientId) {
        clients.register(clientId);
        return this;
    }

    public FakeRealm revokingRefreshTokens() {
        revokesRefreshTokens = true;
        return this;
    }

    public RealmModel model() {
        return model;
    }

    /** A role of an API, whose client is made where it is not there yet. */
    public RoleModel role(String api, String name) {
        return keep(role(name).with("isClientRole", true).with("getContainer", clients.container(api)));
    }

    /** A role of the realm. */
    public RoleModel realmRole(String name) {
        return keep(role(name).with("isClientRole", false));
    }

    private RoleModel keep(Fake<RoleModel> made) {
        RoleModel role = made.make();
        roles.put(role.getId(), role);
        return role;
    }

    private Fake<RoleModel> role(String name) {
        return Fake.of(RoleModel.class)
                .with("getId", "role:" + name)
                .with("getName", name)
                .with("isComposite", false)
                .get("getCompositesStream", Stream::empty);
    }

    /** A client scope that requires one of these roles; none of them: one that is not protected. */
    public ClientScopeModel scope(String name, RoleModel... roles) {
        return scope(name, Map.of(), roles);
    }

    public ClientScopeModel scope(String name, Map<String, String> attributes, RoleModel... roles) {
        return scopes.add(model, name, attributes, roles);
    }

    /** A client that may ask for these scopes. */
    public ClientModel client(String clientId, ClientScopeModel... optional) {
        return client(clientId, Map.of(), optional);
    }

    public ClientModel client(String clientId, Map<String, String> attributes, ClientScopeModel... optional) {
        return clients.add(clientId, attributes, List.of(optional), List.of());
    }

    /** A client that has these scopes whatever it asks for. */
    public ClientModel clientWithDefaults(String clientId, ClientScopeModel... defaults) {
        return clientWithDefaults(clientId, List.of(), defaults);
    }

    /** As above, that may also ask for other scopes. */
    public ClientModel clientWithDefaults(
            String clientId, List<ClientScopeModel> optional, ClientScopeModel... defaults) {
        return clients.add(clientId, Map.of(), optional, List.of(defaults));
    }

    /** A user, or a service account, who holds these roles and is in no group. */
    public UserModel user(String name, RoleModel... roles) {
        return users.add(name, roles);
    }

    /** @return the one consent of each user, by the id of the user */
    public Map<String, UserConsentModel> consents() {
        return users.consents();
    }

    /** @return the ids of the users whose consent was written again */
    public List<String> writtenConsents() {
        return users.writtenConsents();
    }

    Collection<RoleModel> roles() {
        return roles.values();
    }

    FakeUsers users() {
        return users;
    }
}
