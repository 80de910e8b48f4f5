package io.github.permissionscopes.enforce.issue;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.enforce.NamedApi;
import io.github.permissionscopes.enforce.ScopeGate;
import io.github.permissionscopes.enforce.ScopeQuestion;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenResponseMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;

/**
 * Judges the scope of a token that is about to be issued once more, and takes out what is refused from the access token
 * and the token response. Behind the other seams it finds nothing; it holds where a path goes past them.
 *
 * <p>It can take out names only. Roles and claims that a scope has brought in by other mappers are in the token already.
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
        return "A last check of the access token, the token response and introspection: takes out scopes that the user"
                + " has no permission for. Works only while the realm's required action Permission Scopes is enabled.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
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
            ClientSessionContext clientSession) {
        if (token.getScope() != null) {
            String permitted = permitted(session, token.getScope(), userSession, clientSession);
            if (!permitted.equals(token.getScope())) {
                LOG.warnf(
                        "Scopes got past the earlier checks of client %s. Taken out: '%s' became '%s'",
                        clientSession.getClientSession().getClient().getId(), token.getScope(), permitted);
                token.setScope(permitted);
            }
        }
        return token;
    }

    @Override
    public AccessTokenResponse transformAccessTokenResponse(
            AccessTokenResponse response,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext clientSession) {
        return new CheckedTokenResponse(response, scope -> permitted(session, scope, userSession, clientSession));
    }

    /** A permission that was lost since the token was issued is gone from what introspection tells (RFC 7662). */
    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext clientSession) {
        if (token.getScope() != null) {
            token.setScope(permitted(session, token.getScope(), userSession, clientSession));
        }
        return token;
    }

    private static String permitted(
            KeycloakSession session, String scope, UserSessionModel userSession, ClientSessionContext clientSession) {
        ScopeQuestion question = ScopeQuestion.issuance(
                        clientSession.getClientSession().getClient(), userSession.getUser(), ScopeList.parse(scope))
                .inTokenFor(NamedApi.ofRequest(session));
        return ScopeGate.judge(question)
                .filter(Ruling::changesRequest)
                .map(ruling -> ruling.kept().toString())
                .orElse(scope);
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return BuildInfo.operationalInfo();
    }
}
