package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.ApiNaming;
import io.github.permissionscopes.authorization.CarriedApi;
import io.github.permissionscopes.authorization.InvalidTarget;
import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The API that a login's request named. */
final class LoginTarget {

    private LoginTarget() {}

    /**
     * @return an API that is not there any more is an unknown one: no protected scope belongs to it, and the token request
     *     answers with the error
     */
    static Optional<NamedApi> of(KeycloakSession session, AuthenticationSessionModel authSession) {
        Set<String> names = names(session, authSession);
        try {
            return ApiNaming.take(session, authSession.getClient(), names);
        } catch (InvalidTarget invalid) {
            return Optional.of(NamedApi.unknown(names.iterator().next()));
        }
    }

    /** As above; what is only reported is in the event then. */
    static Optional<NamedApi> of(KeycloakSession session, AuthenticationSessionModel authSession, EventBuilder event) {
        Optional<NamedApi> api = of(session, authSession);
        RefusedResource.report(session, event);
        return api;
    }

    private static Set<String> names(KeycloakSession session, AuthenticationSessionModel authSession) {
        if (TokenRequest.running(session).isPresent()) {
            return TokenRequest.named(session);
        }
        String userCode = authSession.getClientNote(DeviceGrantType.OAUTH2_DEVICE_VERIFIED_USER_CODE);
        return userCode == null ? ofAuthorization(session, authSession) : ofDevice(session, authSession, userCode);
    }

    /**
     * Keycloak keeps parameters that it does not know as notes, at most a few of them; {@code clientpolicy} adds the one
     * that counts. Since 26.7 it knows {@code resource} and keeps it under its own name.
     */
    private static Set<String> ofAuthorization(KeycloakSession session, AuthenticationSessionModel authSession) {
        String prefix = AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX;
        return present(Stream.of(
                ours(session, authSession, authSession.getClientNote(prefix + ApiNaming.GRANTED)),
                authSession.getClientNote(ApiNaming.RESOURCE),
                authSession.getClientNote(prefix + ApiNaming.RESOURCE),
                authSession.getClientNote(prefix + ApiNaming.AUDIENCE)));
    }

    private static Set<String> ofDevice(
            KeycloakSession session, AuthenticationSessionModel authSession, String userCode) {
        OAuth2DeviceCodeModel device = DeviceEndpoint.getDeviceByUserCode(session, authSession.getRealm(), userCode);
        Map<String, String> parameters =
                device == null || device.getAdditionalParams() == null ? Map.of() : device.getAdditionalParams();
        return present(Stream.of(
                ours(session, authSession, parameters.get(ApiNaming.GRANTED)),
                parameters.get(ApiNaming.RESOURCE),
                parameters.get(ApiNaming.AUDIENCE)));
    }

    private static String ours(KeycloakSession session, AuthenticationSessionModel authSession, String kept) {
        return CarriedApi.unsealed(session, authSession.getClient(), kept).orElse(null);
    }

    private static Set<String> present(Stream<String> names) {
        Set<String> present = new LinkedHashSet<>();
        names.filter(name -> name != null && !name.isBlank()).forEach(present::add);
        return present;
    }
}
