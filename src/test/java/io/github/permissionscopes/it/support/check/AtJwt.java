package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Access tokens of the profile of RFC 9068. */
public final class AtJwt {

    private AtJwt() {}

    /** The access token has the profile's type, and all claims that are required. */
    public static void assertProfile(TokenAnswer answer, String issuer, String clientId) {
        assertThat(answer.accessToken()).as("answer %s", answer.body()).isNotNull();
        assertThat(type(answer)).isEqualTo("at+jwt");
        JsonNode claims = answer.accessClaims();
        assertThat(claims.fieldNames())
                .toIterable()
                .contains("iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope");
        assertThat(claims.path("client_id").asText()).isEqualTo(clientId);
        assertThat(claims.path("iss").asText()).isEqualTo(issuer);
        assertThat(claims.path("typ").asText()).as("Keycloak's own claim").isEqualTo("Bearer");
    }

    /** @return the type of the access token */
    public static String type(TokenAnswer answer) {
        return type(answer.accessToken());
    }

    public static String type(String token) {
        return TokenAnswer.header(token).path("typ").asText();
    }

    /** The ID token is beside this access token: it has the left half of its hash (OpenID Connect Core §3.1.3.6). */
    public static void assertHashed(TokenAnswer answer, String algorithm) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        byte[] hash = digest.digest(answer.accessToken().getBytes(StandardCharsets.US_ASCII));
        byte[] half = Arrays.copyOf(hash, hash.length / 2);
        assertThat(answer.idClaims().path("at_hash").asText())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(half));
    }
}
