package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.TestRealm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * One user's way through every grant, and all that a client and a resource server see of it.
 *
 * <p>Two roles are mapped to the scope {@code delete:contacts}, of which Anna and the service account hold one. To
 * Keycloak one is enough; to the product, by {@code match=all}, it is not.
 */
public final class GrantTour {

    public static final String REALM = "tour";
    public static final String SCOPE = "openid read:contacts delete:contacts";
    public static final String USER = "anna";

    private final Map<String, ObjectNode> seen = new LinkedHashMap<>();
    private final String realmUrl;
    private final OAuth oauth;
    private final OAuthClient client;
    private final OAuthClient legacyClient;
    private final ForeignIssuer issuer;

    public GrantTour(String serverUrl, ForeignIssuer issuer) {
        this.realmUrl = serverUrl + "/realms/" + REALM;
        this.issuer = issuer;
        this.oauth = new OAuth(realmUrl, DemoRealm.REDIRECT_URI);
        this.client = oauth.client(EveryGrantClient.ID).confidential();
        this.legacyClient = oauth.client(EveryGrantClient.LEGACY_ID).confidential();
    }

    /** @return the realm's file as a server without the product takes it */
    public static RealmRepresentation realm(ForeignIssuer issuer) {
        RealmRepresentation realm = configure(
                        RealmBuilder.create().name(REALM).enabled(true).eventsEnabled(true), issuer)
                .build();
        realm.setRequiredActions(Arrays.stream(DemoRealm.requiredActions(Map.of()))
                .filter(action -> !isOurs(action))
                .toList());
        return realm;
    }

    /** The same realm with the switch on. */
    public static RealmBuilder configure(RealmBuilder builder, ForeignIssuer issuer) {
        RealmRepresentation realm = new TestRealm()
                .configure(builder)
                .clients(
                        EveryGrantClient.registration(EveryGrantClient.ID),
                        EveryGrantClient.registration(EveryGrantClient.LEGACY_ID))
                .users(UserBuilder.create(EveryGrantClient.SERVICE_ACCOUNT)
                        .serviceAccountId(EveryGrantClient.ID)
                        .enabled(true)
                        .clientRoles(DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS))
                .addClientScopeClientRoleMapping(
                        DemoRealm.CONTACTS_API, DemoRealm.DELETE_CONTACTS, DemoRealm.READ_CONTACTS)
                .identityProviders(issuer.identityProvider())
                .attribute("cibaInterval", "1")
                .build();
        realm.getClientScopes().stream()
                .filter(scope -> scope.getName().equals(DemoRealm.DELETE_CONTACTS))
                .forEach(scope -> scope.getAttributes().put("permissionScopes.match", "all"));
        realm.getUsers().stream()
                .filter(user -> user.getUsername().equals(USER))
                .forEach(user -> user.setFederatedIdentities(List.of(issuer.link(USER))));
        return builder;
    }

    private static boolean isOurs(RequiredActionProviderRepresentation action) {
        return action.getProviderId().startsWith("permission-scopes");
    }

    /** @return by grant: the answer, the claims of its tokens, and what introspection and userinfo tell of it */
    public Map<String, JsonNode> run() {
        TokenAnswer code = keep("code", client.asking(SCOPE).as(USER).byCode());
        keep("refresh", client.refresh(code));
        TokenAnswer offline = keep(
                "offline", client.asking(SCOPE + " offline_access").as(USER).byCode());
        keep("offline refresh", client.refresh(offline));
        keep("implicit", client.asking(SCOPE).as(USER).byRedirect());
        Page hybrid = client.asking(SCOPE)
                .with("response_type", "code id_token token")
                .as(USER)
                .login();
        keep("hybrid, front channel", hybrid.answer());
        keep("hybrid, code", client.exchange(hybrid));
        keep("password", client.asking(SCOPE).as(USER).byPassword());
        keep("client credentials", client.asking(SCOPE).byClientCredentials());
        keep("device", client.asking(SCOPE).as(USER).byDevice());
        keep("CIBA", client.asking(SCOPE).as(USER).byBackchannel());
        keep("token exchange", client.asking(SCOPE).byTokenExchange(code));
        keep(
                "legacy token exchange",
                legacyClient
                        .asking(SCOPE)
                        .byTokenExchange(legacyClient.asking(SCOPE).as(USER).byPassword()));
        keep("JWT authorization grant", client.asking(SCOPE).byAssertion(issuer.assertion(realmUrl, USER)));
        keep("UMA ticket", client.ticket(code));
        return Map.copyOf(seen);
    }

    private TokenAnswer keep(String grant, TokenAnswer answer) {
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.put("status", answer.status());
        ObjectNode response = answer.body().deepCopy();
        for (String token : List.of("access_token", "refresh_token", "id_token")) {
            if (response.has(token)) {
                all.set(token, TokenAnswer.claims(response.path(token).asText()));
                response.put(token, "there");
            }
        }
        all.set("response", response);
        if (answer.accessToken() != null) {
            TokenAnswer userinfo = oauth.userinfo(answer.accessToken());
            all.put("userinfo status", userinfo.status());
            all.set("userinfo", userinfo.body());
            all.set(
                    "introspection",
                    oauth.introspect(TestRealm.RESOURCE_SERVER, DemoRealm.SECRET, answer.accessToken())
                            .body());
        }
        seen.put(grant, all);
        return answer;
    }
}
