package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.InvalidTarget;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.ScopeGate;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.Verdict.Refused;
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
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * One of Keycloak's grant types behind a seam.
 *
 * <p>Every method is passed on, also those that older servers do not know: a wrapper that left one out would change the
 * grant on the servers that call it.
 */
final class ScopeCheckedGrantType implements OAuth2GrantType {

    /** Member of the token response, where the realm says so: an array of names. */
    static final String REFUSED_SCOPES = "refused_scopes";

    /** As above: by name, the code of a {@link io.github.permissionscopes.decision.Reason}. */
    static final String REFUSED_SCOPE_REASONS = "refused_scope_reasons";

    /** Of two factories with one id, Keycloak takes the one with the higher order; its own have 0. */
    static final int ORDER = 100;

    private static final Logger LOG = Logger.getLogger(ScopeCheckedGrantType.class);

    private final OAuth2GrantType delegate;
    private final GrantEnforcement seam;
    private final Function<Context, ClientModel> tokenClient;

    ScopeCheckedGrantType(OAuth2GrantType delegate, GrantEnforcement seam) {
        this(delegate, seam, Context::getClient);
    }

    /** @param tokenClient the client whose scopes the token has, where it is not the one that asks */
    ScopeCheckedGrantType(OAuth2GrantType delegate, GrantEnforcement seam, Function<Context, ClientModel> tokenClient) {
        this.delegate = delegate;
        this.seam = seam;
        this.tokenClient = tokenClient;
    }

    @Override
    public Response process(Context context) {
        // Whatever the switch says: CIBA's seam asks for it in every realm.
        TokenRequest.begin(context);
        if (RealmSwitch.settings(context.getRealm()).isEmpty()) {
            return delegate.process(context);
        }
        OriginalParameters asSent = OriginalParameters.of(context);
        try {
            judged(context, () -> prepare(context, asSent), asSent);
            Response response = delegate.process(context);
            judged(context, () -> ResponseGuard.check(context, tokenClient.apply(context), response), asSent);
            ScopeGate.lastRuling(context.getSession()).ifPresent(ruling -> tellClient(response, ruling));
            return response;
        } finally {
            asSent.giveBack();
            KeptLevel.giveBack(context.getSession());
        }
    }

    private void prepare(Context context, OriginalParameters asSent) {
        seam.narrow(context);
        asSent.hideResource();
    }

    /** Without a ruling no scope may pass; and nothing that the client holds is changed. */
    private static void judged(Context context, Runnable judge, OriginalParameters asSent) {
        try {
            judge.run();
        } catch (InvalidTarget invalid) {
            throw Rejection.invalidTarget(context.getCors(), context.getEvent(), invalid);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (Fault.isIgnored(context.getRealm(), Optional.of(context.getEvent()), e)) {
                asSent.giveBack();
                return;
            }
            if (e instanceof WebApplicationException answer) {
                throw answer;
            }
            LOG.errorf(
                    e,
                    "The scopes of a %s request could not be judged; it is rejected",
                    context.getFormParams().getFirst(OAuth2Constants.GRANT_TYPE));
            throw Rejection.unevaluated(context.getCors(), context.getEvent());
        }
    }

    private static void tellClient(Response response, Ruling ruling) {
        if (ruling.settings().tellClient()
                && !ruling.enforced().isEmpty()
                && response.getEntity() instanceof AccessTokenResponse tokens) {
            tokens.setOtherClaims(
                    REFUSED_SCOPES,
                    ruling.enforced().stream().map(Refused::scope).toList());
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

    // Since 26.2.
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
