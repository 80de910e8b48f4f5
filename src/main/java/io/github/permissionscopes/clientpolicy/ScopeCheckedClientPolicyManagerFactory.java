package io.github.permissionscopes.clientpolicy;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.issuance.TargetedTokens;
import io.github.permissionscopes.server.EnforcementPointFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenRequestContext;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceAuthorizationRequestContext;
import org.keycloak.protocol.oidc.par.clientpolicy.context.PushedAuthorizationRequestContext;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.ClientPolicyManagerFactory;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;
import org.keycloak.services.clientpolicy.context.PreAuthorizationRequestContext;

/**
 * Runs the product's enforcement points around Keycloak's client policies. A policy in each realm would do the same,
 * but anyone who may edit client policies could remove it.
 */
@AutoService(ClientPolicyManagerFactory.class)
public final class ScopeCheckedClientPolicyManagerFactory extends DefaultClientPolicyManagerFactory
        implements EnforcementPointFactory {

    private static final int ORDER = 100;

    /** The work of one enforcement point. */
    private interface Work {
        void run() throws ClientPolicyException;
    }

    @Override
    public ClientPolicyManager create(KeycloakSession session) {
        return new DefaultClientPolicyManager(session) {
            @Override
            public void triggerOnEvent(ClientPolicyContext context) throws ClientPolicyException {
                answered(() -> before(context));
                super.triggerOnEvent(context);
                answered(() -> after(context));
            }

            /**
             * Keycloak has not marked the response as not to be stored yet, so a refusal does. A failure in a realm
             * that does not enforce changes nothing.
             */
            private void answered(Work work) throws ClientPolicyException {
                try {
                    work.run();
                } catch (ClientPolicyException | WebApplicationException e) {
                    session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    throw e;
                } catch (RuntimeException | LinkageError | StackOverflowError e) {
                    RequestState state = RequestState.of(session);
                    if (!Fault.isIgnored(state, session.getContext().getRealm(), state.event(), e)) {
                        throw e;
                    }
                }
            }

            private void before(ClientPolicyContext context) {
                if (context instanceof PreAuthorizationRequestContext request) {
                    AuthorizationTarget.prepare(session, request.getClientId(), request.getRequestParameters());
                } else if (context instanceof ImplicitHybridTokenResponse redirect) {
                    RedirectGuard.replaceSilent(session, redirect);
                }
            }

            private void after(ClientPolicyContext context) throws ClientPolicyException {
                IssuedTokens.of(context)
                        .ifPresent(tokens ->
                                TargetedTokens.narrow(session, tokens.getAccessToken(), tokens.getRefreshToken()));
                if (context instanceof BackchannelAuthenticationRequestContext asked) {
                    BackchannelEnforcement.narrowRequest(session, asked);
                } else if (context instanceof BackchannelTokenRequestContext fetched) {
                    BackchannelEnforcement.narrowTokenRequest(session, fetched);
                } else if (context instanceof PushedAuthorizationRequestContext pushed) {
                    AuthorizationTarget.push(session, pushed.getRequestParameters());
                } else if (context instanceof AuthorizationRequestContext request) {
                    AuthorizationTarget.authorize(
                            session, request.getRequestParameters(), request.getAuthorizationEndpointRequest());
                } else if (context instanceof DeviceAuthorizationRequestContext request) {
                    AuthorizationTarget.authorize(session, request.getRequestParameters(), request.getRequest());
                } else if (context instanceof ImplicitHybridTokenResponse redirect) {
                    RedirectGuard.check(session, redirect);
                }
            }
        };
    }

    @Override
    public int order() {
        return ORDER;
    }
}
