package io.github.permissionscopes.it.support.client;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Somebody else's token service, whose signed statements about a user the realm takes (RFC 7523). */
public final class ForeignIssuer {

    /** Of the identity provider in the tested realm. */
    public static final String ALIAS = "foreign-issuer";

    private static final String ISSUER = "https://issuer.example";
    private static final int SECONDS = 60;

    private final KeyPair keys;

    public ForeignIssuer() {
        try {
            keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public IdentityProviderRepresentation identityProvider() {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("jwt-authorization-grant");
        provider.setEnabled(true);
        provider.setConfig(Map.of(
                "issuer",
                ISSUER,
                "jwtAuthorizationGrantEnabled",
                "true",
                "publicKeySignatureVerifier",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())));
        return provider;
    }

    /** What ties the realm's user to the issuer's user of the same name. */
    public FederatedIdentityRepresentation link(String username) {
        FederatedIdentityRepresentation link = new FederatedIdentityRepresentation();
        link.setIdentityProvider(ALIAS);
        link.setUserId(username);
        link.setUserName(username);
        return link;
    }

    /** @param realmUrl the issuer of the realm that is to take it */
    public String assertion(String realmUrl, String username) {
        long now = Instant.now().getEpochSecond();
        return new JWSBuilder()
                .type("JWT")
                .kid("the-only-one")
                .jsonContent(Map.of(
                        "iss", ISSUER,
                        "sub", username,
                        "aud", realmUrl,
                        "jti", UUID.randomUUID().toString(),
                        "iat", now,
                        "exp", now + SECONDS))
                .rsa256(keys.getPrivate());
    }
}
