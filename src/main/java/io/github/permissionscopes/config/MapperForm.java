package io.github.permissionscopes.config;

import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN;
import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN_LABEL;
import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION;
import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION_LABEL;
import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN;
import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN_LABEL;

import io.github.permissionscopes.config.MapperConfig.Dialect;
import io.github.permissionscopes.config.MapperConfig.Include;
import java.util.List;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** The form of the product's protocol mapper in the admin console. */
public final class MapperForm {

    public static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(MapperConfig.INCLUDE)
            .label("Permissions")
            .helpText("Which permissions of the user are written into the claim. none: there is no claim. granted:"
                    + " those by which the token's scopes were granted. all: all that the user holds on the"
                    + " APIs of the token's scopes, requested or not; if the token has no such scope, on the"
                    + " APIs of the client's scopes.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(MapperConfig.values(Include.values()))
            .defaultValue(SwitchConfig.value(Include.NONE))
            .add()
            .property()
            .name(MapperConfig.CLAIM_NAME)
            .label(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME_LABEL)
            .helpText("The name of the claim, which is an array of permissions. A dot makes a nested claim; write \\."
                    + " for a dot in a name.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .defaultValue(MapperConfig.DEFAULT_CLAIM)
            .add()
            .property()
            .name(MapperConfig.MAX_SIZE)
            .label("Warn above")
            .helpText("The size of the claim, in bytes of JSON, above which a warning is written to the event and"
                    + " the log. The token is issued anyway. 0: no warning.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .defaultValue(String.valueOf(MapperConfig.DEFAULT_MAX_SIZE))
            .add()
            .property()
            .name(MapperConfig.DIALECT)
            .label("Access token dialect")
            .helpText("keycloak: the token as Keycloak makes it. rfc9068: the header typ is at+jwt, and the claims"
                    + " client_id, sub and aud are always present. If nothing else sets an audience, it is the APIs"
                    + " of the token's scopes, or else the issuer.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(MapperConfig.values(Dialect.values()))
            .defaultValue(SwitchConfig.value(Dialect.KEYCLOAK))
            .add()
            .property()
            .name(INCLUDE_IN_ACCESS_TOKEN)
            .label(INCLUDE_IN_ACCESS_TOKEN_LABEL)
            .helpText("Whether the claim and the dialect apply to access tokens.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("true")
            .add()
            .property()
            .name(INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN)
            .label(INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN_LABEL)
            .helpText("Whether the claim and the dialect apply to lightweight access tokens.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .property()
            .name(INCLUDE_IN_INTROSPECTION)
            .label(INCLUDE_IN_INTROSPECTION_LABEL)
            .helpText("Whether introspection returns the claim, with the permissions that the user holds at that"
                    + " time.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("true")
            .add()
            .build();

    private MapperForm() {}
}
