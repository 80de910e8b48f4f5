package io.github.permissionscopes.definition;

import java.util.Locale;
import java.util.Set;

/**
 * Client scopes that Keycloak itself makes, from 26.0 to 26.7. No definition is about one, whether the realm has it or
 * not: to protect it would break logins, and a realm may get it with the next version or the next feature that is
 * turned on.
 */
public final class KeycloakScopes {

    /**
     * Those of {@code OIDCLoginProtocolFactory}, {@code SamlProtocolFactory}, {@code OID4VCLoginProtocolFactory} and
     * {@code ClientManager}, in lower case; {@code openid} is no client scope, but in every token.
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

    /** @return also for a name that differs from one of them only by case: people would mix them up */
    public static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
