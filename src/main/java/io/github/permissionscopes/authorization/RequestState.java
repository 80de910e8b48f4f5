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
 * What the enforcement points of one HTTP request have to know of each other. Keycloak calls them one by one, each a provider of
 * its own, so it is kept in the session, in one attribute. It ends with the request, and another session, such as
 * one for a transaction of its own, has another one.
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

    /** A ruling, and whom it is about. */
    private record Reported(ClientModel client, UserModel subject, Ruling ruling) {}

    RequestState() {}

    /** @return that of the session, new at the first call */
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

    /** Whether decisions take effect: the switch is on, and the realm does not only report. */
    public boolean enforces(RealmModel realm) {
        return settings(realm).filter(found -> found.mode() == Mode.ENFORCE).isPresent();
    }

    /** The request is one for tokens. */
    public TokenRequest begin(OAuth2GrantType.Context context) {
        TokenRequest request = TokenRequest.of(context);
        tokenRequest = Optional.of(request);
        return request;
    }

    /** @return empty at every other endpoint than that for tokens */
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

    /** Keeps what a request's names were resolved to; what is wrong with them is in the event of the token request. */
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

    /** @return the last reported ruling; empty where none was made */
    public Optional<Ruling> lastRuling() {
        return reported.map(Reported::ruling);
    }

    /** As above; empty also where the last one is about another client or subject than these. */
    public Optional<Ruling> lastRuling(ClientModel client, UserModel subject) {
        return reported.filter(last -> last.client().getId().equals(client.getId())
                        && last.subject().getId().equals(subject.getId()))
                .map(Reported::ruling);
    }

    /** @return whether nobody has asked about an equal thing before in this request, for what is done once */
    public boolean isFirst(Object thing) {
        return done.add(thing);
    }

    /** The answer to a login is made by the product's own protocol, and not by Keycloak's or another one. */
    public void answersLogin() {
        answersLogin = true;
    }

    public boolean isAnsweringLogin() {
        return answersLogin;
    }

    /** @param issued that of the access token that a redirect brings */
    public void redirectScope(ScopeList issued) {
        redirectScope = Optional.of(issued);
    }

    /** @return empty where no access token leaves in a redirect, and where the realm does not enforce */
    public Optional<ScopeList> redirectScope() {
        return redirectScope;
    }

    /** @param parameters of the pushed authorization request that this one uses up */
    public void pushedRequest(Map<String, String> parameters) {
        pushedRequest = Optional.of(parameters);
    }

    public Optional<Map<String, String>> pushedRequest() {
        return pushedRequest;
    }
}
