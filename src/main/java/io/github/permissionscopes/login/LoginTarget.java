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

/** The API that a login's request named. */
final class LoginTarget {

    private LoginTarget() {}

    /**
     * The API that the scopes of the login are judged for, kept for the tokens of the running request; a name that is only
     * reported is in the event.
     */
    static Optional<TargetApi> of(KeycloakSession session, AuthenticationSessionModel authSession, EventBuilder event) {
        RequestState state = RequestState.of(session);
        Set<String> names = names(session, authSession);
        Resolution resolution = state.resolved(targets(state, authSession).named(names));
        state.target().refused().ifPresent(refused -> refused.report(event));
        return targetOf(resolution, names);
    }

    /**
     * For tokens that leave in the answer to a consent page: the request that named the API was an earlier one, perhaps at a
     * time at which nothing was enforced.
     */
    static void keepForTokens(KeycloakSession session, AuthenticationSessionModel authSession) {
        RequestState state = RequestState.of(session);
        if (state.enforces(authSession.getRealm()) && state.target().api().isEmpty()) {
            foresee(session, authSession).filter(TargetApi::isKnown).ifPresent(state.target()::narrowTo);
        }
    }

    /** As above, without a trace. */
    static Optional<TargetApi> foresee(KeycloakSession session, AuthenticationSessionModel authSession) {
        Set<String> names = names(session, authSession);
        return targetOf(targets(RequestState.of(session), authSession).named(names), names);
    }

    /**
     * An API that is not there any more is an unknown one: no protected scope belongs to it, and the request that brings
     * tokens answers with the error.
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
     * Keycloak keeps parameters that it does not know as notes, at most a few of them; {@code clientpolicy} adds the one
     * that counts. Since 26.7 it knows {@code resource} and keeps it under its own name.
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
