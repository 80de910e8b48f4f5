package io.github.permissionscopes.it.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** An identity provider that signs assertions about its users (RFC 7523 §3), with a key of its own. */
public final class AssertionIssuer {

    /** Alias of the identity provider in the tested realm. */
    public static final String ALIAS = "assertion-issuer";

    private static final String ISSUER = "https://issuer.example";
    private static final int LIFESPAN_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KeyPair KEY = newKey();

    private AssertionIssuer() {}

    public static IdentityProviderRepresentation identityProvider() {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setConfig(Map.of(
                "clientId", "unused",
                "clientSecret", "unused",
                "authorizationUrl", ISSUER + "/auth",
                "tokenUrl", ISSUER + "/token",
                "issuer", ISSUER,
                "validateSignature", "true",
                "useJwksUrl", "false",
                "publicKeySignatureVerifier",
                        Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded()),
                "jwtAuthorizationGrantEnabled", "true"));
        return provider;
    }

    /** @param subject the user's id at this issuer */
    public static String assertion(String subject, String audience) {
        long now = Instant.now().getEpochSecond();
        String input = part(Map.of("alg", "RS256", "typ", "JWT"))
                + "."
                + part(Map.of(
                        "iss", ISSUER,
                        "sub", subject,
                        "aud", audience,
                        "iat", now,
                        "exp", now + LIFESPAN_SECONDS,
                        "jti", UUID.randomUUID().toString()));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEY.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, ?> content) {
        try {
            return encode(JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
