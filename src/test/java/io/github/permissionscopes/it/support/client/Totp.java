package io.github.permissionscopes.it.support.client;

import org.keycloak.models.utils.TimeBasedOTP;

/** The app on a user's phone that shows codes (RFC 6238). */
public final class Totp {

    public static final String SECRET = "secret-of-the-phone!";

    private Totp() {}

    /** @return the code of now; the realm takes it more than once */
    public static String code() {
        return new TimeBasedOTP().generateTOTP(SECRET);
    }

    /** @return another code than that of now */
    public static String wrongCode() {
        String code = code();
        return (code.charAt(0) == '9' ? '0' : (char) (code.charAt(0) + 1)) + code.substring(1);
    }
}
