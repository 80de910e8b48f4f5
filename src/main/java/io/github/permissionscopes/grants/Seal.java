package io.github.permissionscopes.grants;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Proof that this realm has written a value: a message authentication code with the key that Keycloak uses to sign what
 * only it reads ({@code Constants.INTERNAL_SIGNATURE_ALGORITHM}). All nodes share the key, and it is rotated with the
 * realm's keys.
 */
public final class Seal {

    private static final String ALGORITHM = "HmacSHA512";

    /** Separates these codes from all other uses of the key. */
    private static final String PURPOSE = "permission-scopes";

    /** Bytes. Each guess takes a request, so a short code is enough. */
    private static final int LENGTH = 16;

    private Seal() {}

    /** @return letters, digits, {@code -} and {@code _}, of constant length */
    public static String of(KeycloakSession session, RealmModel realm, List<String> parts) {
        KeyWrapper key = session.keys().getActiveKey(realm, KeyUse.SIG, Constants.INTERNAL_SIGNATURE_ALGORITHM);
        return code(key.getSecretKey(), parts);
    }

    /** @return whether the realm created the seal from the same parts, with a key that is still valid */
    public static boolean isOf(KeycloakSession session, RealmModel realm, String seal, List<String> parts) {
        byte[] given = seal.getBytes(StandardCharsets.UTF_8);
        return session.keys()
                .getKeysStream(realm, KeyUse.SIG, Constants.INTERNAL_SIGNATURE_ALGORITHM)
                .map(KeyWrapper::getSecretKey)
                .filter(Objects::nonNull)
                .anyMatch(key -> MessageDigest.isEqual(code(key, parts).getBytes(StandardCharsets.UTF_8), given));
    }

    private static String code(SecretKey key, List<String> parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            add(mac, PURPOSE);
            parts.forEach(part -> add(mac, part));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac.doFinal(), LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A grant cannot be sealed", e);
        }
    }

    /** Prefixed with its length, so that different lists of parts never yield the same bytes. */
    private static void add(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        mac.update(bytes);
    }
}
