package io.github.permissionscopes.fake;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.Token;
import org.keycloak.events.Event;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.sessions.AuthenticationSessionModel;

/** One HTTP request in a {@link FakeRealm}: a Keycloak session with the stores that enforcement points use. */
public final class FakeSession {

    private final FakeRealm realm;
    private final FakeStore store;
    private final FakeTokens tokens;
    private final FakeEvents events;
    private final FakeRequest request = new FakeRequest();
    private final FakeTransactions transactions = new FakeTransactions();
    private final Map<String, Object> attributes = new HashMap<>();
    private final FakeProviders providers;
    private final KeycloakSession model;
    private UserProvider users;

    public FakeSession(FakeRealm realm) {
        this(realm, new FakeStore(), new FakeTokens(), new FakeEvents());
    }

    private FakeSession(FakeRealm realm, FakeStore store, FakeTokens tokens, FakeEvents events) {
        this.realm = realm;
        this.store = store;
        this.tokens = tokens;
        users = realm.users().provider();
        this.events = events;
        providers = new FakeProviders(events);
        model = Fake.of(KeycloakSession.class)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .on("setAttribute", arguments -> attributes.put((String) arguments[0], arguments[1]))
                .get("getContext", this::context)
                .get("users", () -> users)
                .with("sessions", store.sessions())
                .get("authenticationSessions", request::logins)
                .with("singleUseObjects", store.objects())
                .with("tokens", tokens.manager())
                .with("keys", tokens.keys())
                .with("getKeycloakSessionFactory", providers.factory(this::another))
                .on("getProvider", arguments -> providers.get((Class<?>) arguments[0]))
                .with("getTransactionManager", transactions.manager())
                .with("realms", FakeProviders.realms(realm.model()))
                .with("roles", FakeProviders.roles())
                .with("clients", FakeProviders.clients())
                .with("close", null)
                .make();
    }

    public KeycloakSession model() {
        return model;
    }

    /** Keycloak's provider of this type; there is none of any other. */
    public <T> FakeSession providing(Class<T> type, T provider) {
        providers.put(type, provider);
        return this;
    }

    /** Instead of the users of the realm. */
    public FakeSession users(UserProvider others) {
        users = others;
        return this;
    }

    /** The request belongs to this login. */
    public FakeSession during(AuthenticationSessionModel running) {
        request.during(running);
        return this;
    }

    /** The request is a GET of this address. */
    public FakeSession getting(URI address) {
        request.get(address);
        return this;
    }

    public FakeSession header(String name, String value) {
        request.headers().putSingle(name, value);
        return this;
    }

    /** The request comes from this client. */
    public FakeSession from(ClientModel asking) {
        request.from(asking);
        return this;
    }

    /** The request has this parameter, beside those that it has already. */
    public FakeSession with(String parameter, String value) {
        request.form().add(parameter, value);
        return this;
    }

    public MultivaluedMap<String, String> form() {
        return request.form();
    }

    /** @return the attributes of the Keycloak session, by name */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** @return the headers of the answer, as far as they are set before there is one */
    public MultivaluedMap<String, Object> answered() {
        return request.answered();
    }

    /** @return what is stored, by key */
    public Map<String, Map<String, String>> singleUseObjects() {
        return store.singleUseObjects();
    }

    /** @return how long what was put afresh is kept, in seconds, by key */
    public Map<String, Long> lifespans() {
        return store.lifespans();
    }

    public FakeSession with(UserSessionModel userSession) {
        store.add(userSession);
        return this;
    }

    public FakeSession withOffline(UserSessionModel userSession) {
        store.addOffline(userSession);
        return this;
    }

    /** What is to be done at the end of the request, is done. */
    public void commit() {
        transactions.commit();
    }

    public boolean isRollbackOnly() {
        return transactions.isRollbackOnly();
    }

    /** @return the token as a client would have it */
    public String encode(Token token) {
        return tokens.encode(token);
    }

    public Token token(String encoded) {
        return tokens.token(encoded);
    }

    /** An event that is stored nowhere. */
    public EventBuilder event() {
        return new EventBuilder(realm.model(), model) {
            @Override
            public void error(String error) {
                getEvent().setError(error);
            }
        };
    }

    /** What Keycloak hands to a grant type: the form as it is now. */
    public OAuth2GrantType.Context context(EventBuilder event) {
        return request.grant(model, event);
    }

    /** @return what Keycloak's listeners are told of, in order; not {@link #event()} */
    public List<Event> events() {
        return events.written();
    }

    private KeycloakSession another() {
        return new FakeSession(realm, store, tokens, events).from(request.client()).model;
    }

    private KeycloakContext context() {
        return request.context(model, realm.model());
    }
}
