package io.github.permissionscopes.fake;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.resteasy.specimpl.ResteasyUriInfo;
import org.keycloak.Token;
import org.keycloak.common.ClientConnection;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeyManager;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.RoleProvider;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.TokenManager;
import org.keycloak.models.UserProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.cors.Cors;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.urls.HostnameProvider;
import org.keycloak.urls.UrlType;
import org.keycloak.util.JsonSerialization;

/** One HTTP request in a {@link FakeRealm}: a Keycloak session with the stores that enforcement points use. */
public final class FakeSession {

    private final FakeRealm realm;
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Map<String, String>> singleUseObjects = new HashMap<>();
    private final Map<String, Long> lifespans = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, UserSessionModel> userSessions = new HashMap<>();
    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    private final KeyWrapper key = key();
    private final Map<Class<?>, Object> providers = new HashMap<>();
    private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    private final Map<String, UserSessionModel> offlineSessions = new HashMap<>();
    private final List<KeycloakTransaction> enlisted = new ArrayList<>();
    private final KeycloakSession model;
    private ClientModel client;
    private AuthenticationSessionModel login;
    private boolean rollbackOnly;
    private UserProvider users;
    private String method = "POST";
    private URI uri = URI.create("https://acme.example/realms/acme");

    public FakeSession(FakeRealm realm) {
        this.realm = realm;
        users = users();
        providers.put(
                HostnameProvider.class,
                Fake.of(HostnameProvider.class)
                        .on("getBaseUri", arguments -> URI.create("https://acme.example/"))
                        .make());
        model = Fake.of(KeycloakSession.class)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .on("setAttribute", arguments -> attributes.put((String) arguments[0], arguments[1]))
                .with("getContext", context())
                .get("users", () -> users)
                .with("sessions", sessions())
                .with("singleUseObjects", store())
                .with("tokens", tokens())
                .with("keys", keys())
                .with("getKeycloakSessionFactory", factory())
                .on("getProvider", arguments -> providers.get((Class<?>) arguments[0]))
                .with("getTransactionManager", transactions())
                .get("realms", () -> Fake.of(RealmProvider.class)
                        .with("getRealm", realm.model())
                        .make())
                .with("roles", roles())
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
        login = running;
        return this;
    }

    /** The request is a GET of this address. */
    public FakeSession getting(URI address) {
        method = "GET";
        uri = address;
        return this;
    }

    public FakeSession header(String name, String value) {
        headers.putSingle(name, value);
        return this;
    }

    /** The request comes from this client. */
    public FakeSession from(ClientModel asking) {
        client = asking;
        return this;
    }

    /** The request has this parameter, beside those that it has already. */
    public FakeSession with(String parameter, String value) {
        form.add(parameter, value);
        return this;
    }

    public MultivaluedMap<String, String> form() {
        return form;
    }

    /** @return the attributes of the Keycloak session, by name */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** @return what is stored, by key */
    public Map<String, Map<String, String>> singleUseObjects() {
        return singleUseObjects;
    }

    /** @return how long what was put afresh is kept, in seconds, by key */
    public Map<String, Long> lifespans() {
        return lifespans;
    }

    public FakeSession with(UserSessionModel userSession) {
        userSessions.put(userSession.getId(), userSession);
        return this;
    }

    public FakeSession withOffline(UserSessionModel userSession) {
        offlineSessions.put(userSession.getId(), userSession);
        return this;
    }

    /** What is to be done at the end of the request, is done. */
    public void commit() {
        enlisted.forEach(KeycloakTransaction::begin);
        enlisted.forEach(KeycloakTransaction::commit);
    }

    public boolean isRollbackOnly() {
        return rollbackOnly;
    }

    /** @return the token as a client would have it */
    public String encode(Token token) {
        String encoded = "token " + tokens.size();
        tokens.put(encoded, copy(token));
        return encoded;
    }

    public Token token(String encoded) {
        return tokens.get(encoded);
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
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        form.forEach((name, values) -> values.forEach(value -> parameters.add(name, value)));
        Cors cors = Fake.of(Cors.class)
                .on("add", arguments -> ((ResponseBuilder) arguments[0]).build())
                .make();
        return new OAuth2GrantType.Context(model, null, Map.of(), parameters, event, cors, null);
    }

    private KeycloakSession another() {
        FakeSession other = new FakeSession(realm).from(client);
        other.singleUseObjects.putAll(singleUseObjects);
        other.tokens.putAll(tokens);
        other.userSessions.putAll(userSessions);
        other.offlineSessions.putAll(offlineSessions);
        return other.model;
    }

    private KeycloakContext context() {
        HttpRequest request = Fake.of(HttpRequest.class)
                .with("getDecodedFormParameters", form)
                .get("getHttpMethod", () -> method)
                .make();
        return Fake.of(KeycloakContext.class)
                .get("getRealm", realm::model)
                .get("getClient", () -> client)
                .with("getConnection", Fake.of(ClientConnection.class).make())
                .with("getHttpRequest", request)
                .with("getHttpResponse", null)
                .with(
                        "getRequestHeaders",
                        Fake.of(HttpHeaders.class)
                                .with("getRequestHeaders", headers)
                                .make())
                .get("getAuthenticationSession", () -> login)
                .with("setRealm", null)
                .get("getUri", () -> new KeycloakUriInfo(model, UrlType.FRONTEND, new ResteasyUriInfo(uri)))
                .make();
    }

    /** The service account of a client is the user of its client ID. */
    private UserProvider users() {
        return Fake.of(UserProvider.class)
                .on("getServiceAccount", arguments -> realm.user(((ClientModel) arguments[0]).getClientId()))
                .on("getUserById", arguments -> realm.user(((String) arguments[1]).replaceFirst("^user:", "")))
                .on("getUserByUsername", arguments -> realm.user((String) arguments[1]))
                .make();
    }

    private UserSessionProvider sessions() {
        return Fake.of(UserSessionProvider.class)
                .on("getUserSession", arguments -> userSessions.get((String) arguments[1]))
                .on("getOfflineUserSession", arguments -> offlineSessions.get((String) arguments[1]))
                .make();
    }

    private SingleUseObjectProvider store() {
        return Fake.of(SingleUseObjectProvider.class)
                .on("put", arguments -> {
                    @SuppressWarnings("unchecked")
                    Map<String, String> data = (Map<String, String>) arguments[2];
                    lifespans.put((String) arguments[0], (Long) arguments[1]);
                    return singleUseObjects.put((String) arguments[0], data);
                })
                .on("get", arguments -> singleUseObjects.get((String) arguments[0]))
                .on("remove", arguments -> singleUseObjects.remove((String) arguments[0]))
                .on("replace", arguments -> {
                    @SuppressWarnings("unchecked")
                    Map<String, String> data = (Map<String, String>) arguments[1];
                    return singleUseObjects.replace((String) arguments[0], data) != null;
                })
                .make();
    }

    private TokenManager tokens() {
        return Fake.of(TokenManager.class)
                .on("encode", arguments -> encode((Token) arguments[0]))
                .with("signatureAlgorithm", "RS256")
                .on("decode", arguments -> {
                    Token found = tokens.get((String) arguments[0]);
                    return found == null || found.getClass() != arguments[1] ? null : copy(found);
                })
                .make();
    }

    /** What is done to a token that is encoded, or was decoded, is not done to others. */
    private static Token copy(Token token) {
        try {
            return JsonSerialization.readValue(JsonSerialization.writeValueAsBytes(token), token.getClass());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyManager keys() {
        return Fake.of(KeyManager.class)
                .with("getActiveKey", key)
                .get("getKeysStream", () -> Stream.of(key))
                .make();
    }

    private static KeyWrapper key() {
        KeyWrapper key = new KeyWrapper();
        key.setSecretKey(new SecretKeySpec("the key of a realm".getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        return key;
    }

    /** No role of the realm is a composite one. */
    private static RoleProvider roles() {
        return Fake.of(RoleProvider.class)
                .get("getCompositeRolesStream", Stream::empty)
                .make();
    }

    private KeycloakTransactionManager transactions() {
        return Fake.of(KeycloakTransactionManager.class)
                .on("enlistPrepare", arguments -> enlisted.add((KeycloakTransaction) arguments[0]))
                .get("setRollbackOnly", () -> rollbackOnly = true)
                .with("begin", null)
                .make();
    }

    /** Another session of it sees the same, and has attributes of its own. */
    private KeycloakSessionFactory factory() {
        return Fake.of(KeycloakSessionFactory.class)
                .get("create", this::another)
                .with("getProviderFactory", null)
                .with("getSpis", Set.of())
                .get("getProviderFactoriesStream", Stream::empty)
                .make();
    }
}
