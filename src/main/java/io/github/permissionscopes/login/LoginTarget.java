package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.ResourceParameters;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetResolver;
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

/** The API that the request of a login named as its target. */
final class LoginTarget {

    private LoginTarget() {}

    /**
     * Resolves the API that the scopes of the login are judged for, and stores it for the tokens of the current
     * request. A name that is only reported goes to the event.
     */
    static Optional<TargetApi> of(KeycloakSession session, AuthenticationSessionModel authSession, EventBuilder event) {
        RequestState state = RequestState.of(session);
        Set<String> names = names(session, authSession);
        Resolution resolution = state.resolved(targets(state, authSession).named(names));
        state.target().refused().ifPresent(refused -> refused.report(event));
        return targetOf(resolution, names);
    }

    /**
     * Stores the API for tokens in the response to a consent page. An earlier request named it, possibly while nothing
     * was enforced.
     */
    static void keepForTokens(KeycloakSession session, AuthenticationSessionModel authSession) {
        RequestState state = RequestState.of(session);
        if (state.enforces(authSession.getRealm()) && state.target().api().isEmpty()) {
            foresee(session, authSession).filter(TargetApi::isKnown).ifPresent(state.target()::narrowTo);
        }
    }

    /** Resolves the API without storing or reporting anything. */
    static Optional<TargetApi> foresee(KeycloakSession session, AuthenticationSessionModel authSession) {
        Set<String> names = names(session, authSession);
        return targetOf(targets(RequestState.of(session), authSession).named(names), names);
    }

    /**
     * An API that no longer exists counts as unknown: no protected scope belongs to it, and the request that issues the
     * tokens returns the error.
     */
    private static Optional<TargetApi> targetOf(Resolution resolution, Set<String> names) {
        return resolution instanceof Resolution.Refused refused
                        && refused.resource().enforced()
                ? Optional.of(TargetApi.unknown(names.iterator().next()))
                : resolution.target();
    }

    private static TargetResolver targets(RequestState state, AuthenticationSessionModel authSession) {
        return new TargetResolver(state.settings(authSession.getRealm()), authSession.getClient());
    }

    private static Set<String> names(KeycloakSession session, AuthenticationSessionModel authSession) {
        Optional<TokenRequest> tokenRequest = RequestState.of(session).tokenRequest();
        if (tokenRequest.isPresent()) {
            return tokenRequest.get().resources();
        }
        String userCode = authSession.getClientNote(DeviceGrantType.OAUTH2_DEVICE_VERIFIED_USER_CODE);
        return userCode == null ? ofAuthorization(session, authSession) : ofDevice(session, authSession, userCode);
    }

    /**
     * Keycloak keeps unknown parameters as notes, but only a few of them; {@code clientpolicy} adds the one that
     * counts. Since 26.7 Keycloak knows {@code resource} and keeps it under its own name.
     */
    private static Set<String> ofAuthorization(KeycloakSession session, AuthenticationSessionModel authSession) {
        String prefix = AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX;
        return present(Stream.of(
                ours(session, authSession, authSession.getClientNote(prefix + GrantedTarget.KEY)),
                authSession.getClientNote(ResourceParameters.RESOURCE),
                authSession.getClientNote(prefix + ResourceParameters.RESOURCE),
                authSession.getClientNote(prefix + ResourceParameters.AUDIENCE)));
    }

    private static Set<String> ofDevice(
            KeycloakSession session, AuthenticationSessionModel authSession, String userCode) {
        OAuth2DeviceCodeModel device = DeviceEndpoint.getDeviceByUserCode(session, authSession.getRealm(), userCode);
        Map<String, String> parameters =
                device == null || device.getAdditionalParams() == null ? Map.of() : device.getAdditionalParams();
        return present(Stream.of(
                ours(session, authSession, parameters.get(GrantedTarget.KEY)),
                parameters.get(ResourceParameters.RESOURCE),
                parameters.get(ResourceParameters.AUDIENCE)));
    }

    private static String ours(KeycloakSession session, AuthenticationSessionModel authSession, String kept) {
        return SealedTarget.open(session, authSession.getClient(), kept).orElse(null);
    }

    private static Set<String> present(Stream<String> names) {
        Set<String> present = new LinkedHashSet<>();
        names.filter(name -> name != null && !name.isBlank()).forEach(present::add);
        return present;
    }
}
