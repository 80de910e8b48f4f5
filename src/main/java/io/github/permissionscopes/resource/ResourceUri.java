package io.github.permissionscopes.resource;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** The syntax of an API name in the parameter {@code resource}: an absolute URI without fragment (RFC 8707 §2). */
public final class ResourceUri {

    /** {@code java.net.URI} has already validated percent-encoding. */
    private static final Pattern URN =
            Pattern.compile("urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,\\-.:=@;$_!*'%]+", Pattern.CASE_INSENSITIVE);

    private ResourceUri() {}

    /**
     * @return whether Keycloak accepts the name at the authorization endpoint. Since 26.7 it refuses everything else
     *     there, whatever the switch is set to, including names that RFC 8707 allows
     *     ({@code ResourceIndicatorValidation}): a query, a URN with a slash, and other schemes without one
     */
    public static boolean isTakenByKeycloak(String name) {
        try {
            URI uri = new URI(name);
            if ("urn".equalsIgnoreCase(uri.getScheme())) {
                return URN.matcher(name).matches();
            }
            return uri.isAbsolute()
                    && uri.getRawFragment() == null
                    && uri.getRawQuery() == null
                    && uri.getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
