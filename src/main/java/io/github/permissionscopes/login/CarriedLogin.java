package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.grants.DeviceApproval;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Puts the target API and the level of authentication of a login into its grant, for the request that redeems it. They
 * cannot stay in the client session, from which Keycloak builds the tokens: it only describes the client's last login.
 */
final class CarriedLogin {

    private CarriedLogin() {}

    /**
     * Also writes the grant into the device code if the login is for a device.
     *
     * @return the scope that the login continues with, from which Keycloak creates the authorization code; sealed only
     *     if there is something to seal
     */
    static ScopeList scope(
            KeycloakSession session,
            AuthenticationSessionModel login,
            UserModel user,
            Ruling ruling,
            Optional<TargetApi> target) {
        int level = AuthenticationLevel.of(login);
        RequestState state = RequestState.of(session);
        Optional<TargetApi> carried = target.or(state.target()::reportOnly);
        ScopeList granted =
                carried.map(named -> TargetInScope.add(ruling.kept(), named)).orElse(ruling.kept());
        if (DeviceGrantType.isOAuth2DeviceVerificationFlow(login)) {
            keepInDeviceCode(session, login, new SealedGrant(granted, level));
            return ruling.kept();
        }
        boolean codeFollows = state.tokenRequest().isEmpty();
        return codeFollows && (carried.isPresent() || level > AuthenticationLevel.NONE)
                ? new SealedGrant(granted, level)
                        .seal(session, login.getRealm(), login.getClient().getId(), user.getId())
                : ruling.kept();
    }

    private static void keepInDeviceCode(
            KeycloakSession session, AuthenticationSessionModel login, SealedGrant granted) {
        RealmModel realm = login.getRealm();
        String userCode = login.getClientNote(DeviceGrantType.OAUTH2_DEVICE_VERIFIED_USER_CODE);
        OAuth2DeviceCodeModel device = DeviceEndpoint.getDeviceByUserCode(session, realm, userCode);
        if (device != null) {
            // The user session will have the id of the browser's authentication session, or be the browser's current
            // one.
            Stream.concat(Stream.of(login.getParentSession().getId()), Notice.idInCookie(session).stream())
                    .distinct()
                    .forEach(id -> DeviceApproval.keep(session, realm, device.getDeviceCode(), id, granted));
        }
    }
}
