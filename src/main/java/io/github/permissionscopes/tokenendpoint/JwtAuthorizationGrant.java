package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetResolver;
import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantType;

/**
 * Keycloak's JWT authorization grant with an enforcement point inside: the user is known only after the assertion is
 * verified, and consent is checked right after the scopes are read.
 */
final class JwtAuthorizationGrant extends JWTAuthorizationGrantType {

    static void resolveTarget(GrantRequest request) {
        TokenTarget target = new TokenTarget(request);
        target.askedOfPostProcessor(target.names());
    }

    @Override
    protected String getRequestedScopes() {
        String asked = super.getRequestedScopes();
        RequestState state = RequestState.of(session);
        Optional<Ruling> ruling = Fault.orNothing(state, realm, Optional.of(event), () -> judge(asked, state));
        if (ruling.filter(Ruling::rejected).isPresent()) {
            throw Rejection.atTokenEndpoint(cors, event, ruling.get());
        }
        return ruling.filter(Ruling::changesRequest)
                .map(found -> grantable(found).toString())
                .orElse(asked);
    }

    private Optional<Ruling> judge(String asked, RequestState state) {
        UserModel user = session.users().getUserById(realm, event.getEvent().getUserId());
        return Authorizers.reporting(session, event)
                .authorize(ScopeQuestion.grant(client, user, ScopeList.parse(asked))
                        .inTokenFor(target(state)));
    }

    /**
     * Returns the target of this request, which was found valid before. It is resolved again, since another extension's
     * grant may have tried another grant on the same request.
     */
    private Optional<TargetApi> target(RequestState state) {
        return state.tokenRequest()
                .map(request -> new TargetResolver(state.settings(realm), client).named(request.resources()))
                .flatMap(Resolution::target);
    }

    /**
     * Leaves out added scopes that need consent, since no user is present to give it. The client would get them without
     * consent or, after 26.7.0, get no token at all.
     */
    private ScopeList grantable(Ruling ruling) {
        return client.isConsentRequired()
                ? ruling.kept()
                        .without(ruling.decision().added().stream()
                                .map(Added::scope)
                                .toList())
                : ruling.kept();
    }
}
