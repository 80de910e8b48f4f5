package io.github.permissionscopes.fake;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/** A login that runs in a browser, at a client. */
public final class FakeLogin {

    /** The id of the browser's authentication session, and of the user session that it ends with. */
    public static final String ID = "browser";

    private final Map<String, String> notes = new HashMap<>();
    private final Map<String, String> clientNotes = new HashMap<>();
    private final Map<String, String> userSessionNotes = new HashMap<>();
    private final Set<String> requiredActions = new LinkedHashSet<>();
    private final AuthenticationSessionModel model;
    private Set<String> clientScopes = Set.of();
    private String protocol = "openid-connect";
    private UserModel user;
    private String redirectUri = "https://app.example/back";
    private String removedTab;

    public FakeLogin(ClientModel client, String scope) {
        clientNotes.put("scope", scope);
        RootAuthenticationSessionModel root = Fake.of(RootAuthenticationSessionModel.class)
                .with("getId", ID)
                .get("getAuthenticationSessions", () -> Map.of("another tab", tab()))
                .on("getAuthenticationSession", arguments -> removedTab == null ? model() : null)
                .on("removeAuthenticationSessionByTabId", arguments -> removedTab = (String) arguments[0])
                .make();
        model = Fake.of(AuthenticationSessionModel.class)
                .with("getClient", client)
                .with("getRealm", client.getRealm())
                .with("getParentSession", root)
                .with("getTabId", "tab")
                .get("getRedirectUri", () -> redirectUri)
                .get("getProtocol", () -> protocol)
                .get("getAuthenticatedUser", () -> user)
                .on("getAuthNote", arguments -> notes.get((String) arguments[0]))
                .on("setAuthNote", arguments -> notes.put((String) arguments[0], (String) arguments[1]))
                .on("removeAuthNote", arguments -> notes.remove((String) arguments[0]))
                .on("getClientNote", arguments -> clientNotes.get((String) arguments[0]))
                .on("setClientNote", arguments -> clientNotes.put((String) arguments[0], (String) arguments[1]))
                .on(
                        "setUserSessionNote",
                        arguments -> userSessionNotes.put((String) arguments[0], (String) arguments[1]))
                .with("getUserSessionNotes", userSessionNotes)
                .with("getRequiredActions", requiredActions)
                .on("addRequiredAction", arguments -> requiredActions.add(String.valueOf(arguments[0])))
                .on("removeRequiredAction", arguments -> requiredActions.remove(String.valueOf(arguments[0])))
                .on("setClientScopes", arguments -> {
                    @SuppressWarnings("unchecked")
                    Set<String> ids = (Set<String>) arguments[0];
                    clientScopes = ids;
                    return null;
                })
                .make();
    }

    private static AuthenticationSessionModel tab() {
        return Fake.of(AuthenticationSessionModel.class).make();
    }

    /** @return null as long as the login goes on */
    public String removedTab() {
        return removedTab;
    }

    public AuthenticationSessionModel model() {
        return model;
    }

    public FakeLogin by(UserModel authenticated) {
        user = authenticated;
        return this;
    }

    /** The user has reached this level of authentication. */
    public FakeLogin reached(int level) {
        notes.put("level-of-authentication", String.valueOf(level));
        return this;
    }

    /** @param other null where the client cannot be answered by a redirect */
    public FakeLogin redirectUri(String other) {
        redirectUri = other;
        return this;
    }

    public FakeLogin protocol(String other) {
        protocol = other;
        return this;
    }

    /** What Keycloak, or the request that began the login, has noted. */
    public FakeLogin note(String name, String value) {
        clientNotes.put(name, value);
        return this;
    }

    /** @return null where there is none */
    public String note(String name) {
        return clientNotes.get(name);
    }

    public String scope() {
        return clientNotes.get("scope");
    }

    /** @return the notes of the login itself */
    public Map<String, String> notes() {
        return notes;
    }

    public Map<String, String> userSessionNotes() {
        return userSessionNotes;
    }

    public Set<String> requiredActions() {
        return requiredActions;
    }

    /** @return the ids of the client scopes that Keycloak was made to look up again; none where it was not */
    public Set<String> clientScopes() {
        return clientScopes;
    }
}
