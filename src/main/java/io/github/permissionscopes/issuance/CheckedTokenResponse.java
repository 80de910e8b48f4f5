package io.github.permissionscopes.issuance;

import java.util.function.UnaryOperator;
import org.keycloak.representations.AccessTokenResponse;

/**
 * A token response that checks its {@code scope} when it is set. Keycloak sets it, and {@code authorization_details},
 * after the response mappers have run ({@code TokenManager.AccessTokenResponseBuilder.build}, the same in 26.0 to
 * 26.7).
 */
final class CheckedTokenResponse extends AccessTokenResponse {

    private final UnaryOperator<String> check;

    CheckedTokenResponse(AccessTokenResponse made, UnaryOperator<String> check) {
        this.check = check;
        setToken(made.getToken());
        setTokenType(made.getTokenType());
        setExpiresIn(made.getExpiresIn());
        setRefreshToken(made.getRefreshToken());
        setRefreshExpiresIn(made.getRefreshExpiresIn());
        setIdToken(made.getIdToken());
        setNotBeforePolicy(made.getNotBeforePolicy());
        setSessionState(made.getSessionState());
        made.getOtherClaims().forEach(this::setOtherClaims);
        setScope(made.getScope());
    }

    @Override
    public void setScope(String scope) {
        super.setScope(scope == null ? null : check.apply(scope));
    }
}
