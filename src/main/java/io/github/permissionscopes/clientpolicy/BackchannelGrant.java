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
 * The product's entries in a backchannel request, beside the scope that the user is asked for: the requested scopes,
 * which the token request's event reports, and the target API. Keycloak puts every parameter that it does not know
 * there, so a seal proves that the entries are genuine.
 *
 * <p>The client gets the request as an encrypted {@code auth_req_id}. It could count its characters, so the length is
 * the same for every user.
 */
final class BackchannelGrant {

    private static final String REQUESTED = "permission_scopes_requested";
    private static final String SEAL = "permission_scopes_seal";
    private static final String FILLING = ".";

    // Keys in OAuth2DeviceCodeModel.toMap: Keycloak stores the user's answer like that to a device.
    private static final String ANSWERED = "uid";
    private static final String CLIENT = "cid";

    private BackchannelGrant() {}

    /** Removes what the client sent under the product's names. */
    static void clear(CIBAAuthenticationRequest request) {
        List.of(REQUESTED, SEAL, GrantedTarget.KEY).forEach(request.getOtherClaims()::remove);
    }

    /** @param kept the scopes that the user is asked for */
    static void put(KeycloakSession session, CIBAAuthenticationRequest request, ScopeList requested, ScopeList kept) {
        request.setScope(kept.toString());
        request.setOtherClaims(REQUESTED, requested.toString());
        ScopeList most = requested.and(new ScopeList(List.copyOf(
                ProtectedScopes.of(request.getClient()).autoGrantRules().keySet())));
        request.setOtherClaims(SEAL, seal(session, request) + FILLING.repeat(length(most) - length(kept)));
    }

    /** @return the scopes that the client requested; empty if the request was made while nothing was enforced */
    static Optional<ScopeList> requested(KeycloakSession session, CIBAAuthenticationRequest request) {
        return isOurs(session, request) ? Optional.of(ScopeList.parse(claim(request, REQUESTED))) : Optional.empty();
    }

    /**
     * @return the API that the user was asked for, as {@link io.github.permissionscopes.resource.TargetApi#id}; empty
     *     if none was named, or if the request was made while nothing was enforced
     */
    static Optional<String> api(KeycloakSession session, CIBAAuthenticationRequest request) {
        return Optional.of(claim(request, GrantedTarget.KEY))
                .filter(name -> !name.isEmpty() && isOurs(session, request));
    }

    private static boolean isOurs(KeycloakSession session, CIBAAuthenticationRequest request) {
        String seal = claim(request, SEAL).replace(FILLING, "");
        return Seal.isOf(session, session.getContext().getRealm(), seal, sealed(request));
    }

    /** @return whether the user has approved the request of this client */
    static boolean isApproved(KeycloakSession session, CIBAAuthenticationRequest request) {
        return Optional.ofNullable(session.singleUseObjects().get(OAuth2DeviceCodeModel.createKey(request.getId())))
                .filter(answer -> request.getClient().getClientId().equals(answer.get(CLIENT)))
                .map(answer -> answer.get(ANSWERED))
                .isPresent();
    }

    /** Uses the request up. */
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

    /** In bytes of the sealed request. */
    private static int length(ScopeList scope) {
        try {
            return JsonSerialization.writeValueAsBytes(scope.toString()).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
