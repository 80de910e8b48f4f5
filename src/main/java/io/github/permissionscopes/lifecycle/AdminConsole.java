package io.github.permissionscopes.lifecycle;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.managers.AppAuthManager;

/** Keycloak's admin console as a client of the Admin REST API. */
final class AdminConsole {

    private AdminConsole() {}

    /**
     * Decides by the token's {@code azp}. Keycloak verifies the token before anything is written.
     *
     * @return false also outside a request, for example at server start
     */
    static boolean isCalling(KeycloakSession session) {
        return sentToken(session)
                .map(AdminConsole::issuedFor)
                .filter(Constants.ADMIN_CONSOLE_CLIENT_ID::equals)
                .isPresent();
    }

    /**
     * Outside a request Keycloak 26.0 has no headers, and newer versions throw various exceptions. So does a header
     * with another scheme.
     */
    private static Optional<String> sentToken(KeycloakSession session) {
        try {
            return Optional.ofNullable(session.getContext().getHttpRequest().getHttpHeaders())
                    .map(AppAuthManager::extractAuthorizationHeaderToken);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String issuedFor(String token) {
        try {
            return new JWSInput(token).readJsonContent(JsonWebToken.class).getIssuedFor();
        } catch (JWSInputException e) {
            return null;
        }
    }
}
