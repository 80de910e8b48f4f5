package io.github.permissionscopes.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.Token;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeyManager;
import org.keycloak.models.TokenManager;
import org.keycloak.util.JsonSerialization;

/** The tokens that a realm has issued, and the key that it seals with. */
final class FakeTokens {

    private final Map<String, Token> tokens = new HashMap<>();
    private final KeyWrapper key = key();

    /** @return the token as a client would have it */
    String encode(Token token) {
        String encoded = "token " + tokens.size();
        tokens.put(encoded, copy(token));
        return encoded;
    }

    Token token(String encoded) {
        return tokens.get(encoded);
    }

    TokenManager manager() {
        return Fake.of(TokenManager.class)
                .on("encode", arguments -> encode((Token) arguments[0]))
                .on("encodeAndEncrypt", arguments -> encode((Token) arguments[0]))
                .with("signatureAlgorithm", "RS256")
                .on("decode", arguments -> {
                    Token found = tokens.get((String) arguments[0]);
                    return found == null || found.getClass() != arguments[1] ? null : copy(found);
                })
                .make();
    }

    KeyManager keys() {
        return Fake.of(KeyManager.class)
                .with("getActiveKey", key)
                .get("getKeysStream", () -> Stream.of(key))
                .make();
    }

    /** What is done to a token that is encoded, or was decoded, is not done to others. */
    private static Token copy(Token token) {
        try {
            return JsonSerialization.readValue(JsonSerialization.writeValueAsBytes(token), token.getClass());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyWrapper key() {
        KeyWrapper key = new KeyWrapper();
        key.setSecretKey(new SecretKeySpec("the key of a realm".getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        return key;
    }
}
