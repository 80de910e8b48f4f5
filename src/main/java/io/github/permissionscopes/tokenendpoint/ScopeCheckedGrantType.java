package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.ResourceParameters;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.cors.Cors;

/**
 * Wraps one of Keycloak's grant types: runs an enforcement point before it and a guard after it.
 *
 * <p>Every method is delegated, including those that older servers do not know: a wrapper without one would change the
 * grant on the servers that call it.
 */
final class ScopeCheckedGrantType implements OAuth2GrantType {

    /** Member of the token response, if the realm enables it: an array of scope names. */
    static final String REFUSED_SCOPES = "refused_scopes";

    /**
     * Member of the token response, if the realm enables it: maps a scope name to the code of a
     * {@link io.github.permissionscopes.decision.Reason}.
     */
    static final String REFUSED_SCOPE_REASONS = "refused_scope_reasons";

    /** Of two factories with the same id, Keycloak takes the one with the higher order; its own have 0. */
    static final int ORDER = 100;

    private static final Logger LOG = Logger.getLogger(ScopeCheckedGrantType.class);

    private final OAuth2GrantType delegate;
    private final GrantEnforcement enforcement;
    private final Function<GrantRequest, ClientModel> tokenClient;

    ScopeCheckedGrantType(OAuth2GrantType delegate, GrantEnforcement enforcement) {
        this(delegate, enforcement, GrantRequest::client);
    }

    /** @param tokenClient yields the client whose scopes the token has, if it is not the requesting client */
    ScopeCheckedGrantType(
            OAuth2GrantType delegate, GrantEnforcement enforcement, Function<GrantRequest, ClientModel> tokenClient) {
        this.delegate = delegate;
        this.enforcement = enforcement;
        this.tokenClient = tokenClient;
    }

    @Override
    public Response process(Context context) {
        // Before the switch is read: a backchannel request reads this state in every realm.
        GrantRequest request = GrantRequest.begin(context);
        if (request.state().settings(context.getRealm()).isEmpty()) {
            return delegate.process(context);
        }
        OriginalParameters original = OriginalParameters.of(context.getFormParams());
        try {
            judged(request, original, () -> prepare(request));
            Response response = delegate.process(context);
            judged(request, original, () -> ResponseGuard.check(request, tokenClient.apply(request), response));
            request.state().lastRuling().ifPresent(ruling -> tellClient(response, ruling));
            return response;
        } finally {
            original.giveBack();
            request.putBack();
        }
    }

    private void prepare(GrantRequest request) {
        if (request.enforces()) {
            ScopesReadOnce.begin(request);
        }
        enforcement.enforce(request);
        hideResource(request);
    }

    /**
     * In a realm that enforces, the product has already applied {@code resource} for the clients that it covers.
     * Keycloak's own feature (resource-indicators, since 26.7) would apply it again and differently: it accepts no
     * client ID, and looks for the API among the token's audiences.
     */
    private static void hideResource(GrantRequest request) {
        if (request.form().containsKey(ResourceParameters.RESOURCE)
                && request.enforces()
                && new TokenTarget(request).isOurs()) {
            request.form().remove(ResourceParameters.RESOURCE);
        }
    }

    /** If the judgement fails, no scope may pass. Nothing that the client holds is changed. */
    private static void judged(GrantRequest request, OriginalParameters original, Runnable judge) {
        EventBuilder event = request.event();
        Cors cors = request.token().cors();
        try {
            judge.run();
        } catch (InvalidTarget invalid) {
            throw Rejection.invalidTarget(cors, event, invalid);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (Fault.isIgnored(request.state(), request.realm(), Optional.of(event), e)) {
                original.giveBack();
                return;
            }
            if (e instanceof WebApplicationException answer) {
                throw answer;
            }
            LOG.errorf(
                    e,
                    "The scopes of a %s request could not be judged; it is rejected",
                    request.parameter(OAuth2Constants.GRANT_TYPE));
            throw Rejection.unevaluated(cors, event);
        }
    }

    private static void tellClient(Response response, Ruling ruling) {
        if (ruling.settings().tellClient()
                && !ruling.enforced().isEmpty()
                && response.getEntity() instanceof AccessTokenResponse tokens) {
            tokens.setOtherClaims(REFUSED_SCOPES, ruling.refusedScopes().names());
            Map<String, String> reasons = new LinkedHashMap<>();
            ruling.enforced()
                    .forEach(refused ->
                            reasons.put(refused.scope(), refused.reason().code()));
            tokens.setOtherClaims(REFUSED_SCOPE_REASONS, reasons);
        }
    }

    @Override
    public EventType getEventType() {
        return delegate.getEventType();
    }

    // Since 26.1.
    @Override
    public Set<String> getSupportedMultivaluedRequestParameters() {
        return delegate.getSupportedMultivaluedRequestParameters();
    }

    // Since 26.6.
    @Override
    public boolean isTokenAllowed(KeycloakSession session, AccessToken token) {
        return delegate.isTokenAllowed(session, token);
    }

    // Since 26.7.
    @Override
    public Set<String> getTokenParameterNames() {
        return delegate.getTokenParameterNames();
    }

    // Since 26.7.
    @Override
    public void preProcess(KeycloakSession session, MultivaluedMap<String, String> formParams)
            throws ClientPolicyException {
        delegate.preProcess(session, formParams);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
