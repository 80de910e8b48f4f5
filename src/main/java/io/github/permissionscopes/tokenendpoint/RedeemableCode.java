package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.grants.DeviceApproval;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.login.LoginScopes;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.ResourceParameters;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * A grant that a user gave in a browser and that Keycloak keeps as a single-use object until the client redeems it: an
 * authorization code ({@code OAuth2CodeParser.persistCode}) or an approved device code ({@code OAuth2DeviceCodeModel}).
 *
 * @param data the stored object, unchanged except for entries of the product
 * @param user who granted it
 * @param requested what the client requested, as far as known, and all of {@code granted}
 * @param granted what the login left of it; a permission gained since does not widen it
 * @param api the one API that it is for, as {@link io.github.permissionscopes.resource.TargetApi#id}
 * @param level the level of authentication of the login that granted it. A grant without a seal was made while nothing
 *     was enforced; it has the level of the client's last login in the user's session
 */
record RedeemableCode(
        String key,
        Map<String, String> data,
        UserModel user,
        ScopeList requested,
        ScopeList granted,
        Optional<String> api,
        int level) {

    private static final String SCOPE = "scope";

    // Key in OAuth2DeviceCodeModel.toMap; present once the user has approved.
    private static final String DEVICE_USER_SESSION = "uid";

    // Key prefix in OAuth2DeviceCodeModel.toMap for parameters that Keycloak does not know.
    private static final String DEVICE_PARAMETER = "additional_param_";

    // Key in OAuth2Code.serializeCode().
    private static final String CODE_USER_SESSION = "user_session_id";

    // With a prefix in 26.7, without one before.
    private static final String[] CODE_PREFIXES = {"code:", ""};

    /**
     * Looks an authorization code up without redeeming it.
     *
     * @param code {@code <id>.<user session>.<client>}; may be null
     * @return empty if Keycloak will refuse the code, or if it belongs to another client
     */
    static Optional<RedeemableCode> ofCode(GrantRequest request, String code) {
        KeycloakSession session = request.session();
        ClientModel client = request.client();
        String[] parts = code == null ? new String[0] : code.split("\\.", 3);
        if (parts.length < 3 || !client.getId().equals(parts[2])) {
            return Optional.empty();
        }
        for (String prefix : CODE_PREFIXES) {
            Map<String, String> data = session.singleUseObjects().get(prefix + parts[0]);
            // The key may hold another kind of object; only a code names this user session.
            if (data != null && parts[1].equals(data.get(CODE_USER_SESSION))) {
                return clientSession(session, client, parts[1])
                        .map(clientSession -> code(request, prefix + parts[0], data, clientSession));
            }
        }
        return Optional.empty();
    }

    /**
     * The login has narrowed the code's scope. Two tabs of one browser share a client session, whose notes are those of
     * the later login. The notes say what was requested only if they match this code's scope.
     */
    private static RedeemableCode code(
            GrantRequest request, String key, Map<String, String> data, AuthenticatedClientSessionModel clientSession) {
        ScopeList stored = ScopeList.parse(data.get(SCOPE));
        ScopeList granted = SealedGrant.withoutOurs(stored);
        ClientModel client = clientSession.getClient();
        UserModel user = user(clientSession);
        Optional<SealedGrant> sealed =
                SealedGrant.open(request.session(), client.getRealm(), stored, client.getId(), user.getId());
        if (sealed.isEmpty() && SealedGrant.isSealed(stored)) {
            throw new IllegalStateException("The code has a seal that is not this realm's");
        }
        boolean ours = note(clientSession, LoginScopes.KEPT_NOTE).equals(stored);
        ScopeList asked = ours ? note(clientSession, LoginScopes.REQUESTED_NOTE) : ScopeList.EMPTY;
        Optional<String> api = TargetInScope.in(stored)
                .or(() -> Optional.ofNullable(data.get(ResourceParameters.RESOURCE))
                        .filter(resource -> request.targets().concerns()));
        return new RedeemableCode(key, data, user, asked.and(granted), granted, api, level(sealed, clientSession));
    }

    private static int level(Optional<SealedGrant> sealed, AuthenticatedClientSessionModel clientSession) {
        return sealed.map(SealedGrant::level).orElseGet(() -> AuthenticationLevel.of(clientSession));
    }

    /**
     * @param deviceCode may be null
     * @return empty if Keycloak will refuse the device code, or if no user has approved it yet
     */
    static Optional<RedeemableCode> ofDeviceCode(GrantRequest request, String deviceCode) {
        if (deviceCode == null) {
            return Optional.empty();
        }
        String key = OAuth2DeviceCodeModel.createKey(deviceCode);
        Map<String, String> data = request.session().singleUseObjects().get(key);
        if (data == null || data.get(DEVICE_USER_SESSION) == null) {
            return Optional.empty();
        }
        return clientSession(request.session(), request.client(), data.get(DEVICE_USER_SESSION))
                .map(clientSession -> deviceCode(request, deviceCode, data, clientSession));
    }

    /** A device code keeps the scope that the device requested and, beside it, what the login left of it. */
    private static RedeemableCode deviceCode(
            GrantRequest request,
            String deviceCode,
            Map<String, String> data,
            AuthenticatedClientSessionModel clientSession) {
        KeycloakSession session = request.session();
        RealmModel realm = clientSession.getClient().getRealm();
        Optional<SealedGrant> approved = DeviceApproval.of(session, realm, deviceCode, data);
        ScopeList requested = DeviceApproval.requested(session, realm, deviceCode, data);
        ScopeList granted =
                approved.map(SealedGrant::scopes).map(SealedGrant::withoutOurs).orElse(requested);
        Optional<String> api =
                approved.isPresent() ? TargetInScope.in(approved.get().scopes()) : named(request, data);
        return new RedeemableCode(
                OAuth2DeviceCodeModel.createKey(deviceCode),
                DeviceApproval.keepRequested(session, realm, deviceCode, data, requested),
                user(clientSession),
                requested.and(granted),
                granted,
                api,
                level(approved, clientSession));
    }

    private static Optional<String> named(GrantRequest request, Map<String, String> device) {
        return SealedTarget.open(request.session(), request.client(), device.get(DEVICE_PARAMETER + GrantedTarget.KEY))
                .or(() -> Stream.of(ResourceParameters.RESOURCE, ResourceParameters.AUDIENCE)
                        .map(parameter -> device.get(DEVICE_PARAMETER + parameter))
                        .filter(Objects::nonNull)
                        .findFirst())
                .filter(name -> request.targets().concerns());
    }

    private static Optional<AuthenticatedClientSessionModel> clientSession(
            KeycloakSession session, ClientModel client, String userSessionId) {
        UserSessionModel userSession = session.sessions().getUserSession(client.getRealm(), userSessionId);
        return Optional.ofNullable(userSession)
                .filter(found -> found.getUser() != null)
                .map(found -> found.getAuthenticatedClientSessionByClient(client.getId()));
    }

    private static UserModel user(AuthenticatedClientSessionModel clientSession) {
        return clientSession.getUserSession().getUser();
    }

    private static ScopeList note(AuthenticatedClientSessionModel clientSession, String name) {
        return ScopeList.parse(clientSession.getNote(name));
    }

    /**
     * @param hidden without the {@code resource} that Keycloak's own feature would read; see
     *     {@link ScopeCheckedGrantType}
     */
    boolean isStoredAs(ScopeList scope, boolean hidden) {
        return ScopeList.parse(data.get(SCOPE)).equals(scope)
                && (!hidden || data.get(ResourceParameters.RESOURCE) == null);
    }

    /** Writes immediately, not at commit: Keycloak takes the object from the store later in the same request. */
    void replaceScope(KeycloakSession session, ScopeList scope, boolean hidden) {
        Map<String, String> narrowed = new HashMap<>(data);
        narrowed.put(SCOPE, scope.toString());
        if (hidden) {
            narrowed.remove(ResourceParameters.RESOURCE);
        }
        session.singleUseObjects().replace(key, narrowed);
    }

    /** Uses the code up, as Keycloak does when it is redeemed. */
    void remove(KeycloakSession session) {
        session.singleUseObjects().remove(key);
    }
}
