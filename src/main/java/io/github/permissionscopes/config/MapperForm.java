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
            .helpText(
                    "Which permissions of the user are written into the claim. none: there is no claim. granted: those"
                            + " by which the token's scopes were granted. all: every one that the user holds on the APIs of"
                            + " the token's scopes, asked for or not; without such a scope, on the APIs of the client's scopes.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(MapperConfig.values(Include.values()))
            .defaultValue(SwitchConfig.value(Include.NONE))
            .add()
            .property()
            .name(MapperConfig.CLAIM_NAME)
            .label(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME_LABEL)
            .helpText(
                    "The claim that names the permissions, an array. A dot makes a nested claim; write \\. for a dot in"
                            + " a name.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .defaultValue(MapperConfig.DEFAULT_CLAIM)
            .add()
            .property()
            .name(MapperConfig.MAX_SIZE)
            .label("Warn above")
            .helpText("Size of the claim, in bytes of JSON, above which the event and the log have a warning. The token"
                    + " is issued all the same. 0: never.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .defaultValue(String.valueOf(MapperConfig.DEFAULT_MAX_SIZE))
            .add()
            .property()
            .name(MapperConfig.DIALECT)
            .label("Access token dialect")
            .helpText("keycloak: as Keycloak makes it. rfc9068: header typ is at+jwt, and the claims client_id, sub and"
                    + " aud are always there. Where nothing else gives an audience, it is the APIs of the token's"
                    + " scopes, or else the issuer.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(MapperConfig.values(Dialect.values()))
            .defaultValue(SwitchConfig.value(Dialect.KEYCLOAK))
            .add()
            .property()
            .name(INCLUDE_IN_ACCESS_TOKEN)
            .label(INCLUDE_IN_ACCESS_TOKEN_LABEL)
            .helpText("Are claim and dialect for access tokens?")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("true")
            .add()
            .property()
            .name(INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN)
            .label(INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN_LABEL)
            .helpText("Are claim and dialect for lightweight access tokens?")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .property()
            .name(INCLUDE_IN_INTROSPECTION)
            .label(INCLUDE_IN_INTROSPECTION_LABEL)
            .helpText("Does introspection tell the permissions? It tells those that the user holds at that time.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("true")
            .add()
            .build();

    private MapperForm() {}
}
