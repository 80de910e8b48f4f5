package io.github.permissionscopes.authorization;

import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.resource.RequestTarget;
import io.github.permissionscopes.resource.Resolution;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/**
 * State that the enforcement points of one HTTP request share. Keycloak creates each of them as a separate provider, so
 * the state is kept in one attribute of the Keycloak session. It ends with the request. Another session, such as one
 * for a separate transaction, has its own.
 */
public final class RequestState {

    private static final String ATTRIBUTE = "permissionScopes.request";

    private final Map<String, Optional<Settings>> settings = new HashMap<>();
    private final RequestTarget target = new RequestTarget();
    private final Set<Object> done = new HashSet<>();
    private Optional<TokenRequest> tokenRequest = Optional.empty();
    private Optional<Reported> reported = Optional.empty();
    private boolean answersLogin;
    private Optional<ScopeList> redirectScope = Optional.empty();
    private Optional<Map<String, String>> pushedRequest = Optional.empty();

    /** A ruling with the client and the subject that it is about. */
    private record Reported(ClientModel client, UserModel subject, Ruling ruling) {}

    RequestState() {}

    /** @return the state of the session, created on the first call */
    public static RequestState of(KeycloakSession session) {
        RequestState state = session.getAttribute(ATTRIBUTE, RequestState.class);
        if (state == null) {
            state = new RequestState();
            session.setAttribute(ATTRIBUTE, state);
        }
        return state;
    }

    /** @return the realm's settings, read once per request; empty while the switch is off or not registered */
    public Optional<Settings> settings(RealmModel realm) {
        return settings.computeIfAbsent(realm.getId(), id -> RealmSwitch.settings(realm));
    }

    /** Whether rulings take effect: the switch is on, and the mode is to enforce. */
    public boolean enforces(RealmModel realm) {
        return settings(realm).filter(found -> found.mode() == Mode.ENFORCE).isPresent();
    }

    /** Marks this HTTP request as a token request. */
    public TokenRequest begin(OAuth2GrantType.Context context) {
        TokenRequest request = TokenRequest.of(context);
        tokenRequest = Optional.of(request);
        return request;
    }

    /** @return the token request; empty at every endpoint except the token endpoint */
    public Optional<TokenRequest> tokenRequest() {
        return tokenRequest;
    }

    /** @return the event of the token request; empty at every other endpoint */
    public Optional<EventBuilder> event() {
        return tokenRequest.map(TokenRequest::event);
    }

    public RequestTarget target() {
        return target;
    }

    /** Stores the target that the requested names resolved to. A refused name is noted in the token request's event. */
    public Resolution resolved(Resolution resolution) {
        target.put(resolution);
        if (resolution instanceof Resolution.Refused refused) {
            event().ifPresent(refused.resource()::report);
        }
        return resolution;
    }

    void reported(ScopeQuestion question, Ruling ruling) {
        reported = Optional.of(new Reported(question.client(), question.subject(), ruling));
    }

    /** @return the last reported ruling; empty if there is none */
    public Optional<Ruling> lastRuling() {
        return reported.map(Reported::ruling);
    }

    /** @return the last reported ruling; empty if there is none or if it is about another client or subject */
    public Optional<Ruling> lastRuling(ClientModel client, UserModel subject) {
        return reported.filter(last -> last.client().getId().equals(client.getId())
                        && last.subject().getId().equals(subject.getId()))
                .map(Reported::ruling);
    }

    /**
     * Supports work that is done once per request.
     *
     * @return true if no equal object was passed before in this request
     */
    public boolean isFirst(Object thing) {
        return done.add(thing);
    }

    /** Marks the login as answered by the product's own login protocol, not by Keycloak's or another extension's. */
    public void answersLogin() {
        answersLogin = true;
    }

    public boolean isAnsweringLogin() {
        return answersLogin;
    }

    /** @param issued the scope of the access token that a redirect carries */
    public void redirectScope(ScopeList issued) {
        redirectScope = Optional.of(issued);
    }

    /** @return empty if no access token is sent in a redirect, or if the realm does not enforce */
    public Optional<ScopeList> redirectScope() {
        return redirectScope;
    }

    /** @param parameters those of the pushed authorization request (RFC 9126) that this request redeems */
    public void pushedRequest(Map<String, String> parameters) {
        pushedRequest = Optional.of(parameters);
    }

    public Optional<Map<String, String>> pushedRequest() {
        return pushedRequest;
    }
}
