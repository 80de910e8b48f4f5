package io.github.permissionscopes.fake;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** A user who is logged in, with the logins at clients. */
public final class FakeUserSession {

    private final Map<String, AuthenticatedClientSessionModel> logins = new HashMap<>();
    private final Map<String, String> notes = new HashMap<>();
    private final Map<String, Map<String, String>> loginNotes = new HashMap<>();
    private final FakeRealm realm;
    private final UserSessionModel model;
    private UserSessionModel.SessionPersistenceState state = UserSessionModel.SessionPersistenceState.PERSISTENT;

    public FakeUserSession(FakeRealm realm, String id, UserModel user) {
        this.realm = realm;
        model = Fake.of(UserSessionModel.class)
                .with("getId", id)
                .with("getUser", user)
                .with("getRealm", realm.model())
                .with("isOffline", false)
                .with("isRememberMe", false)
                .with("getStarted", Time.currentTime())
                .with("getLastSessionRefresh", Time.currentTime())
                .get("getPersistenceState", () -> state)
                .on("getNote", arguments -> notes.get((String) arguments[0]))
                .on("getAuthenticatedClientSessionByClient", arguments -> logins.get((String) arguments[0]))
                .with("getAuthenticatedClientSessions", logins)
                .make();
    }

    public UserSessionModel model() {
        return model;
    }

    /** A login at this client, with these notes: name, value, name, value. */
    public FakeUserSession at(ClientModel client, String... namesAndValues) {
        Map<String, String> kept = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            kept.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        loginNotes.put(client.getId(), kept);
        logins.put(
                client.getId(),
                Fake.of(AuthenticatedClientSessionModel.class)
                        .with("getId", "login at " + client.getClientId())
                        .with("getClient", client)
                        .with("getRealm", realm.model())
                        .with("getUserSession", model)
                        .with("getStarted", Time.currentTime())
                        .with("getTimestamp", Time.currentTime())
                        .on("getNote", arguments -> kept.get((String) arguments[0]))
                        .on("setNote", arguments -> kept.put((String) arguments[0], (String) arguments[1]))
                        .on("removeNote", arguments -> kept.remove((String) arguments[0]))
                        .make());
        return this;
    }

    public AuthenticatedClientSessionModel login(ClientModel client) {
        return logins.get(client.getId());
    }

    /** Tokens that are about to be issued at this client, made of these client scopes. */
    public ClientSessionContext context(ClientModel client, ClientScopeModel... scopes) {
        return Fake.of(ClientSessionContext.class)
                .with("getClientSession", login(client))
                .with("setAttribute", null)
                .get("getClientScopesStream", () -> Stream.concat(Stream.of(client), Stream.of(scopes)))
                .with(
                        "getScopeString",
                        Stream.of(scopes).map(ClientScopeModel::getName).collect(Collectors.joining(" ")))
                .make();
    }

    /** @return the notes of the login at this client */
    public Map<String, String> notes(ClientModel client) {
        return loginNotes.get(client.getId());
    }

    public Map<String, String> notes() {
        return notes;
    }

    /** It is for one request only. */
    public FakeUserSession passing() {
        state = UserSessionModel.SessionPersistenceState.TRANSIENT;
        return this;
    }
}
