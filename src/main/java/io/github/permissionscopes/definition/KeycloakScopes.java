package io.github.permissionscopes.definition;

import java.util.Locale;
import java.util.Set;

/**
 * The names of the client scopes that Keycloak 26.0 to 26.7 creates itself. A definition cannot use them, even if the
 * realm lacks the client scope: protecting one would break logins, and a realm may get it later, with an upgrade or a
 * feature.
 */
public final class KeycloakScopes {

    /**
     * The names in {@code OIDCLoginProtocolFactory}, {@code SamlProtocolFactory}, {@code OID4VCLoginProtocolFactory}
     * and {@code ClientManager}, in lower case; {@code openid} is not a client scope, but it is part of every OpenID
     * Connect request.
     */
    private static final Set<String> NAMES = Set.of(
            "openid",
            "offline_access",
            "profile",
            "email",
            "address",
            "phone",
            "roles",
            "web-origins",
            "microprofile-jwt",
            "acr",
            "basic",
            "service_account",
            "organization",
            "delegation",
            "role_list",
            "saml_organization",
            "authncontextclassref",
            "oid4vc_natural_person",
            "oid4vc_natural_person_jwt",
            "oid4vc_natural_person_sd");

    private KeycloakScopes() {}

    /**
     * @return whether Keycloak creates a client scope of this name; case is ignored, since people would confuse the
     *     names
     */
    public static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
