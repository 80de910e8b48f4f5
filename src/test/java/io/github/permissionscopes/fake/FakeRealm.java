package io.github.permissionscopes.fake;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * A fake realm with everything that enforcement points read. An id is the name with a prefix, such as {@code
 * role:read}.
 */
public final class FakeRealm {

    /** Of sessions, in seconds. */
    private static final int LIFESPAN = 600;

    private final Map<String, ClientModel> clients = new LinkedHashMap<>();
    private final Map<String, ClientScopeModel> scopes = new LinkedHashMap<>();
    private final Map<String, RoleModel> roles = new LinkedHashMap<>();
    private final Map<String, UserModel> users = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Set<String> registered = new HashSet<>();
    private final RealmModel model;
    private boolean on = true;
    private boolean revokesRefreshTokens;

    private FakeRealm() {
        model = Fake.of(RealmModel.class)
                .with("getId", "realm:acme")
                .with("getName", "acme")
                .with("isEventsEnabled", false)
                .with("isRememberMe", false)
                .with("isOfflineSessionMaxLifespanEnabled", false)
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
                .get("getRequiredActionProviderByAlias", this::action)
                .get("getRequiredActionConfigByAlias", this::config)
                .get("getClientScopesStream", () -> scopes.values().stream())
                .on("getDefaultClientScopesStream", arguments -> Stream.empty())
                .on("getClientByClientId", arguments -> clients.get((String) arguments[0]))
                .on("getClientById", arguments -> clients.get(((String) arguments[0]).replaceFirst("^client:", "")))
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
        realm.on = false;
        return realm;
    }

    /** A setting of the required action. */
    public FakeRealm setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public FakeRealm attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** The client of this ID takes no part any more. */
    public FakeRealm disable(String clientId) {
        disabled.add(clientId);
        return this;
    }

    /** The client of this ID has registered itself, and may change its own settings. */
    public FakeRealm register(String clientId) {
        registered.add(clientId);
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
        ClientModel container = clients.computeIfAbsent(api, id -> client(id, Map.of(), Map.of(), Map.of()));
        return keep(role(name).with("isClientRole", true).with("getContainer", container));
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
        ClientScopeModel scope = Fake.of(ClientScopeModel.class)
                .with("getId", "scope:" + name)
                .with("getName", name)
                .with("getProtocol", "openid-connect")
                .with("isIncludeInTokenScope", true)
                .with("isDynamicScope", false)
                .with("getAttributes", attributes)
                .with("getRealm", model)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .get("getScopeMappingsStream", () -> Arrays.stream(roles))
                .get("getProtocolMappersStream", Stream::empty)
                .with("getProtocolMapperByType", List.of())
                .make();
        scopes.put(name, scope);
        return scope;
    }

    /** A client that may ask for these scopes. */
    public ClientModel client(String clientId, ClientScopeModel... optional) {
        return client(clientId, Map.of(), optional);
    }

    public ClientModel client(String clientId, Map<String, String> attributes, ClientScopeModel... optional) {
        ClientModel client = client(clientId, attributes, byName(optional), Map.of());
        clients.put(clientId, client);
        return client;
    }

    /** A client that has these scopes whatever it asks for. */
    public ClientModel clientWithDefaults(String clientId, ClientScopeModel... defaults) {
        return clientWithDefaults(clientId, List.of(), defaults);
    }

    /** As above, that may also ask for other scopes. */
    public ClientModel clientWithDefaults(
            String clientId, List<ClientScopeModel> optional, ClientScopeModel... defaults) {
        ClientModel client =
                client(clientId, Map.of(), byName(optional.toArray(ClientScopeModel[]::new)), byName(defaults));
        clients.put(clientId, client);
        return client;
    }

    private ClientModel client(
            String clientId,
            Map<String, String> attributes,
            Map<String, ClientScopeModel> optional,
            Map<String, ClientScopeModel> defaults) {
        return Fake.of(ClientModel.class)
                .with("getId", "client:" + clientId)
                .with("getClientId", clientId)
                .with("getName", clientId)
                .with("getProtocol", "openid-connect")
                .with("getRealm", model)
                .get("isEnabled", () -> !disabled.contains(clientId))
                .with("isServiceAccountsEnabled", true)
                .with("isConsentRequired", false)
                .on("getRole", arguments -> roles.values().stream()
                        .filter(RoleModel::isClientRole)
                        .filter(role -> role.getName().equals(arguments[0])
                                && ((ClientModel) role.getContainer())
                                        .getClientId()
                                        .equals(clientId))
                        .findFirst()
                        .orElse(null))
                .get("getRegistrationToken", () -> registered.contains(clientId) ? "a token" : null)
                .with("getAttributes", attributes)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .on("getClientScopes", arguments -> (boolean) arguments[0] ? defaults : optional)
                .make();
    }

    /** A user, or a service account, who holds these roles and is in no group. */
    public UserModel user(String name, RoleModel... roles) {
        UserModel user = Fake.of(UserModel.class)
                .with("getId", "user:" + name)
                .with("getUsername", name)
                .get("getRoleMappingsStream", () -> Arrays.stream(roles))
                .get("getGroupsStream", Stream::empty)
                .make();
        users.put(name, user);
        return user;
    }

    /** @return null where there is none of this name */
    UserModel user(String name) {
        return users.get(name);
    }

    private static Map<String, ClientScopeModel> byName(ClientScopeModel... scopes) {
        return Arrays.stream(scopes)
                .collect(Collectors.toMap(
                        ClientScopeModel::getName, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    private RequiredActionProviderModel action() {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(PermissionScopes.REQUIRED_ACTION_ID);
        action.setEnabled(on);
        return action;
    }

    private RequiredActionConfigModel config() {
        RequiredActionConfigModel config = new RequiredActionConfigModel();
        config.setConfig(settings);
        return config;
    }
}
