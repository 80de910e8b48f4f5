package io.github.permissionscopes.clientpolicy;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.grants.Seal;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.resource.GrantedTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.util.JsonSerialization;

/**
 * What a backchannel request carries of ours, beside the scope that the user is asked for: what the client asked for, so that
 * the token request's event can tell, and the named API. Keycloak puts every parameter that it does not know there, so a seal
 * says what is ours.
 *
 * <p>The client is given the request as {@code auth_req_id}, which it cannot read. It can count its letters, so there are as
 * many for every user.
 */
final class BackchannelGrant {

    private static final String REQUESTED = "permission_scopes_requested";
    private static final String SEAL = "permission_scopes_seal";
    private static final String FILLING = ".";

    // Keys in OAuth2DeviceCodeModel.toMap: Keycloak keeps the user's answer as that to a device.
    private static final String ANSWERED = "uid";
    private static final String CLIENT = "cid";

    private BackchannelGrant() {}

    /** Takes away what the client has sent under our names. */
    static void clear(CIBAAuthenticationRequest request) {
        List.of(REQUESTED, SEAL, GrantedTarget.KEY).forEach(request.getOtherClaims()::remove);
    }

    /** @param kept what the user is asked for */
    static void put(KeycloakSession session, CIBAAuthenticationRequest request, ScopeList requested, ScopeList kept) {
        request.setScope(kept.toString());
        request.setOtherClaims(REQUESTED, requested.toString());
        ScopeList most = requested.and(new ScopeList(List.copyOf(
                ProtectedScopes.of(request.getClient()).autoGrantRules().keySet())));
        request.setOtherClaims(SEAL, seal(session, request) + FILLING.repeat(length(most) - length(kept)));
    }

    /** @return what the client asked for; empty where the request was made while nothing was enforced */
    static Optional<ScopeList> requested(KeycloakSession session, CIBAAuthenticationRequest request) {
        return isOurs(session, request) ? Optional.of(ScopeList.parse(claim(request, REQUESTED))) : Optional.empty();
    }

    /** @return the API that the user was asked for, as {@link io.github.permissionscopes.resource.TargetApi#id}; empty also as above */
    static Optional<String> api(KeycloakSession session, CIBAAuthenticationRequest request) {
        return Optional.of(claim(request, GrantedTarget.KEY))
                .filter(name -> !name.isEmpty() && isOurs(session, request));
    }

    private static boolean isOurs(KeycloakSession session, CIBAAuthenticationRequest request) {
        String seal = claim(request, SEAL).replace(FILLING, "");
        return Seal.isOf(session, session.getContext().getRealm(), seal, sealed(request));
    }

    /** @return whether the user has said yes to this client */
    static boolean isApproved(KeycloakSession session, CIBAAuthenticationRequest request) {
        return Optional.ofNullable(session.singleUseObjects().get(OAuth2DeviceCodeModel.createKey(request.getId())))
                .filter(answer -> request.getClient().getClientId().equals(answer.get(CLIENT)))
                .map(answer -> answer.get(ANSWERED))
                .isPresent();
    }

    /** Uses it up. */
    static void remove(KeycloakSession session, CIBAAuthenticationRequest request) {
        DeviceGrantType.removeDeviceByDeviceCode(session, request.getId());
    }

    private static String seal(KeycloakSession session, CIBAAuthenticationRequest request) {
        return Seal.of(session, session.getContext().getRealm(), sealed(request));
    }

    private static List<String> sealed(CIBAAuthenticationRequest request) {
        return List.of(
                request.getId(), request.getScope(), claim(request, REQUESTED), claim(request, GrantedTarget.KEY));
    }

    private static String claim(CIBAAuthenticationRequest request, String name) {
        Object claim = request.getOtherClaims().get(name);
        return claim == null ? "" : String.valueOf(claim);
    }

    /** In the bytes of the sealed request. */
    private static int length(ScopeList scope) {
        try {
            return JsonSerialization.writeValueAsBytes(scope.toString()).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
