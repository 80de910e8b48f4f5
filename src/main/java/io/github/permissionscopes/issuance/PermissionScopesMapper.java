package io.github.permissionscopes.issuance;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.MapperConfig;
import io.github.permissionscopes.config.MapperConfig.Dialect;
import io.github.permissionscopes.config.MapperForm;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenResponseMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;

/**
 * A protocol mapper that judges the scope of a token about to be issued, and removes refused scopes from the access
 * token, the token response and introspection. It covers paths that bypass the other enforcement points.
 *
 * <p>It removes names only. Roles and claims that other mappers added for a scope are already in the token.
 *
 * <p>Its config can also enable the {@link PermissionsClaim} and the {@link AccessTokenProfile}. It does nothing while
 * the realm's switch is off: there is no rule to agree with then.
 */
@AutoService(ProtocolMapper.class)
public final class PermissionScopesMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper,
                OIDCAccessTokenResponseMapper,
                TokenIntrospectionTokenMapper,
                ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(PermissionScopesMapper.class);

    /** After every other mapper: Keycloak runs them in ascending order. */
    private static final int LAST = 10_000;

    @Override
    public String getId() {
        return PermissionScopes.MAPPER_ID;
    }

    @Override
    public String getDisplayType() {
        return PermissionScopes.DISPLAY_NAME;
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "A last check of the access token, the token response and introspection: removes scopes for which the"
                + " user has no permission. Can also write a claim that names the user's permissions, and make access"
                + " tokens follow RFC 9068. Does all this only while the realm's required action Permission Scopes is"
                + " enabled.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return MapperForm.PROPERTIES;
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        MapperConfig.validate(mapper.getConfig());
    }

    @Override
    public int getPriority() {
        return LAST;
    }

    // Not setClaim: the base class calls that only for tokens that its own options select, never for lightweight ones.
    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        MapperConfig config = MapperConfig.parse(mapper.getConfig());
        boolean wanted = config.isForAccessTokens(session);
        boolean claim = wanted && config.hasClaim();
        IntSupplier level = () -> AuthenticationLevel.of(context.getClientSession());
        judge(token.getScope(), claim, session, userSession, context, level).ifPresent(scopes -> {
            String asked = token.getScope();
            if (scopes.narrow(token)) {
                LOG.warnf(
                        "Scopes got past the earlier checks of client %s. Taken out: '%s' became '%s'",
                        client(context).getId(), asked, token.getScope());
                DecisionMetrics.countStopped(
                        RequestState.of(session)::isFirst, client(context), userSession.getUser(), scopes.refused());
            }
            if (claim) {
                PermissionsClaim permissions = new PermissionsClaim(session, client(context), userSession, config);
                permissions.warnIfLarge(permissions.addTo(token, scopes));
            }
            if (wanted && config.dialect() == Dialect.RFC9068) {
                AccessTokenProfile.addClaims(token, userSession.getUser(), scopes.apis());
            }
        });
        return token;
    }

    @Override
    public AccessTokenResponse transformAccessTokenResponse(
            AccessTokenResponse response,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        MapperConfig config = MapperConfig.parse(mapper.getConfig());
        boolean on =
                RequestState.of(session).settings(client(context).getRealm()).isPresent();
        if (on && config.dialect() == Dialect.RFC9068 && config.isForAccessTokens(session)) {
            AccessTokenProfile.setType(session, response);
        }
        IntSupplier level = () -> AuthenticationLevel.of(context.getClientSession());
        return new CheckedTokenResponse(response, scope -> judge(scope, false, session, userSession, context, level)
                .map(scopes -> scopes.permitted().toString())
                .orElse(scope));
    }

    /** Removes from introspection (RFC 7662) the scopes whose permission was lost since the token was issued. */
    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        MapperConfig config = MapperConfig.parse(mapper.getConfig());
        boolean claim = config.introspection() && config.hasClaim();
        IntSupplier level = () -> AuthenticationLevel.highest(session, userSession);
        judge(token.getScope(), claim, session, userSession, context, level).ifPresent(scopes -> {
            scopes.narrow(token);
            if (claim) {
                new PermissionsClaim(session, client(context), userSession, config).addTo(token, scopes);
            }
        });
        return token;
    }

    /** @param unnamed whether to include scopes that are in the token without their name */
    private static Optional<TokenScopes> judge(
            @Nullable String scope,
            boolean unnamed,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context,
            IntSupplier level) {
        ScopeList others = unnamed ? TokenScopes.unnamed(context) : ScopeList.EMPTY;
        RequestState state = RequestState.of(session);
        return Fault.orNothing(
                state,
                client(context).getRealm(),
                state.event(),
                () -> TokenScopes.judge(
                        session, context, userSession.getUser(), ScopeList.parse(scope), others, level));
    }

    private static ClientModel client(ClientSessionContext context) {
        return context.getClientSession().getClient();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return BuildInfo.operationalInfo();
    }
}
