package io.github.permissionscopes.issuance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.TokenCategory;
import org.keycloak.crypto.HashProvider;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.util.JsonSerialization;

/**
 * Makes an access token follow the JWT profile (RFC 9068 §2). Keycloak's own claim {@code typ} stays, because its
 * endpoints recognize an access token by it.
 */
final class AccessTokenProfile {

    private static final Logger LOG = Logger.getLogger(AccessTokenProfile.class);

    private static final String TYPE = "at+jwt";
    private static final String CLIENT_ID = "client_id";
    private static final String ACCESS_TOKEN_HASH = "at_hash";

    private AccessTokenProfile() {}

    /**
     * Adds the required claims that Keycloak does not always set. An existing audience stays unchanged.
     *
     * @param apis the client IDs of the APIs that the token's scopes belong to; they become the audience if there is
     *     none (§3). If empty, the audience is the issuer, whose userinfo endpoint the token is for
     */
    static void addClaims(AccessToken token, UserModel subject, Set<String> apis) {
        token.setOtherClaims(CLIENT_ID, token.getIssuedFor());
        if (token.getSubject() == null) {
            token.setSubject(subject.getId());
        }
        if (token.getAudience() == null || token.getAudience().length == 0) {
            token.audience(
                    apis.isEmpty()
                            ? new String[] {token.getIssuer()}
                            : apis.stream().sorted().toArray(String[]::new));
        }
    }

    /**
     * Signs the access token again with the type in its header, and with it the ID token, which contains a hash of it.
     * Keycloak sets the type only since 26.2 and only by a setting of the client, not of a mapper. If the client has
     * that setting, nothing is done.
     */
    static void setType(KeycloakSession session, AccessTokenResponse response) {
        String token = response.getToken();
        if (token == null || isTyped(token)) {
            return;
        }
        String idToken = response.getIdToken();
        if (idToken != null && isEncrypted(idToken)) {
            LOG.warnf(
                    "The access tokens of client %s keep their header: its ID tokens, which have a hash of them, are"
                            + " encrypted. Turn on the client's own setting for the header of access tokens.",
                    session.getContext().getClient().getId());
            return;
        }
        try {
            String typed =
                    sign(session, TokenCategory.ACCESS, TYPE, parse(token).getContent());
            if (idToken != null) {
                response.setIdToken(withHash(session, idToken, typed));
            }
            response.setToken(typed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withHash(KeycloakSession session, String idToken, String accessToken) throws IOException {
        ObjectNode claims =
                (ObjectNode) JsonSerialization.mapper.readTree(parse(idToken).getContent());
        if (!claims.has(ACCESS_TOKEN_HASH)) {
            return idToken;
        }
        // As TokenManager.AccessTokenResponseBuilder.generateOIDCHash.
        String algorithm = signer(session, TokenCategory.ID).getHashAlgorithm();
        byte[] hash = session.getProvider(HashProvider.class, algorithm).hash(accessToken);
        claims.put(ACCESS_TOKEN_HASH, HashUtils.encodeHashToOIDC(hash));
        return sign(session, TokenCategory.ID, "JWT", JsonSerialization.writeValueAsBytes(claims));
    }

    /** As {@code DefaultTokenManager.encode}. */
    private static String sign(KeycloakSession session, TokenCategory category, String type, byte[] content) {
        return new JWSBuilder().type(type).content(content).sign(signer(session, category));
    }

    private static SignatureSignerContext signer(KeycloakSession session, TokenCategory category) {
        String algorithm = session.tokens().signatureAlgorithm(category);
        return session.getProvider(SignatureProvider.class, algorithm).signer();
    }

    private static boolean isTyped(String token) {
        return TYPE.equals(parse(token).getHeader().getType());
    }

    /** Five parts instead of three (RFC 7516 §3.1). */
    private static boolean isEncrypted(String token) {
        return token.chars().filter(character -> character == '.').count() == 4;
    }

    private static JWSInput parse(String token) {
        try {
            return new JWSInput(token);
        } catch (JWSInputException e) {
            throw new IllegalStateException("Keycloak's own token cannot be read", e);
        }
    }
}
