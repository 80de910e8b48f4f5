package io.github.permissionscopes.fake;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
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
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.TokenManager;
import org.keycloak.models.UserProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.cors.Cors;

/** One HTTP request in a {@link FakeRealm}: a Keycloak session with the stores that enforcement points use. */
public final class FakeSession {

    private final FakeRealm realm;
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Map<String, String>> singleUseObjects = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, UserSessionModel> userSessions = new HashMap<>();
    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    private final KeyWrapper key = key();
    private final KeycloakSession model;
    private ClientModel client;

    public FakeSession(FakeRealm realm) {
        this.realm = realm;
        model = Fake.of(KeycloakSession.class)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .on("setAttribute", arguments -> attributes.put((String) arguments[0], arguments[1]))
                .with("getContext", context())
                .with("users", users())
                .with("sessions", sessions())
                .with("singleUseObjects", store())
                .with("tokens", tokens())
                .with("keys", keys())
                .with("getKeycloakSessionFactory", factory())
                .with("getProvider", null)
                .make();
    }

    public KeycloakSession model() {
        return model;
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

    public FakeSession with(UserSessionModel userSession) {
        userSessions.put(userSession.getId(), userSession);
        return this;
    }

    /** @return the token as a client would have it */
    public String encode(Token token) {
        String encoded = "token " + tokens.size();
        tokens.put(encoded, token);
        return encoded;
    }

    public Token token(String encoded) {
        return tokens.get(encoded);
    }

    public EventBuilder event() {
        return new EventBuilder(realm.model(), model);
    }

    /** What Keycloak hands to a grant type: the form as it is now. */
    public OAuth2GrantType.Context context(EventBuilder event) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        form.forEach((name, values) -> values.forEach(value -> parameters.add(name, value)));
        Cors cors = Fake.of(Cors.class).make();
        return new OAuth2GrantType.Context(model, null, Map.of(), parameters, event, cors, null);
    }

    private KeycloakContext context() {
        HttpRequest request = Fake.of(HttpRequest.class)
                .with("getDecodedFormParameters", form)
                .make();
        return Fake.of(KeycloakContext.class)
                .get("getRealm", realm::model)
                .get("getClient", () -> client)
                .with("getConnection", Fake.of(ClientConnection.class).make())
                .with("getHttpRequest", request)
                .with("getHttpResponse", null)
                .with("getRequestHeaders", Fake.of(HttpHeaders.class).make())
                .with("getAuthenticationSession", null)
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
                .on("getOfflineUserSession", arguments -> null)
                .make();
    }

    private SingleUseObjectProvider store() {
        return Fake.of(SingleUseObjectProvider.class)
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
                .on("decode", arguments -> {
                    Token found = tokens.get((String) arguments[0]);
                    return ((Class<?>) arguments[1]).isInstance(found) ? found : null;
                })
                .make();
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

    private static KeycloakSessionFactory factory() {
        return Fake.of(KeycloakSessionFactory.class)
                .get("getProviderFactoriesStream", Stream::empty)
                .make();
    }
}
