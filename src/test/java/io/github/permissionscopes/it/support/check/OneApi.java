package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import io.github.permissionscopes.it.support.realm.TestRealm;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * A token for one API.
 *
 * @param clientId of the API
 * @param audience the token's audience: the API's identifier, else its client ID
 */
public record OneApi(String clientId, String audience) {

    public static final OneApi CONTACTS = identified(DemoRealm.CONTACTS_API);
    public static final OneApi TIMESHEETS = identified(DemoRealm.TIMESHEETS_API);

    /** Has a permission of the same name as one of the contacts API: {@code read:contacts}. */
    public static final String CRM_API = "crm-api";

    /** Asks for scopes of all APIs; its tokens have all roles of the user. */
    public static final String SUITE = "suite-app";

    /** As {@link #SUITE}, confidential, with a service account. */
    public static final String SERVICE = "suite-service";

    /** Holds permissions of two APIs. */
    public static final String DORA = "dora";

    /** Holds {@code read:contacts} of the CRM API alone. */
    public static final String CORA = "cora";

    /** Scopes of two APIs, all of which {@link #DORA} and the service hold. */
    public static final String REQUEST = "openid profile read:contacts delete:contacts read:timesheets";

    public static final List<String> CONTACTS_SCOPES = DemoRealm.CONTACTS;
    public static final List<String> TIMESHEETS_SCOPES = List.of("read:timesheets");

    /** Whose assertions about {@link #DORA} {@link GrantsRealm} takes. */
    public static final ForeignIssuer ISSUER = new ForeignIssuer();

    /** An API of the demo realm: they have identifiers. */
    public static OneApi identified(String clientId) {
        return new OneApi(clientId, "https://" + clientId + ".example");
    }

    /** The test realm with what is needed to tell tokens for one API from others. */
    public static class Realm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return OneApiRealm.withSuites(super.configure(realm));
        }
    }

    /** With clients that may use every grant. */
    public static class GrantsRealm extends Realm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return OneApiRealm.withEveryGrant(super.configure(realm));
        }
    }

    /** Access token, response and refresh token are for this API alone, with exactly these API scopes. */
    public TokenAnswer assertToken(TokenAnswer answer, Collection<String> scopes) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertClaims(answer.accessClaims(), scopes);
        assertScope(answer.body(), scopes);
        assertThat(answer.scope()).isEqualTo(TokenAnswer.scope(answer.accessClaims()));
        if (answer.refreshToken() != null) {
            assertScope(answer.refreshClaims(), scopes);
        }
        if (answer.body().has("id_token")) {
            assertThat(Traces.claimedScopes(answer.idClaims())).as("ID token").isEqualTo(Set.copyOf(scopes));
            assertThat(answer.idClaims().path("aud").asText()).isNotEqualTo(audience);
        }
        return answer;
    }

    /** As above; and userinfo, introspection and what is refreshed say the same. */
    public TokenAnswer assertEverywhere(OAuthClient client, TokenAnswer answer, Collection<String> scopes) {
        assertToken(answer, scopes);
        assertTold(client, answer, scopes);
        if (answer.refreshToken() != null) {
            TokenAnswer refreshed = client.refresh(answer);
            assertToken(refreshed, scopes);
            assertTold(client, refreshed, scopes);
            assertToken(client.refresh(refreshed), scopes);
        }
        return answer;
    }

    /** Userinfo, and introspection by the API itself; nobody else is told of the token. */
    public void assertTold(OAuthClient client, TokenAnswer answer, Collection<String> scopes) {
        TokenAnswer userinfo = client.oauth().userinfo(answer.accessToken());
        assertThat(userinfo.status()).as("userinfo %s", userinfo.body()).isEqualTo(200);
        assertThat(Traces.claimedScopes(userinfo.body())).as("userinfo").isEqualTo(Set.copyOf(scopes));
        JsonNode told = introspect(client, answer).body();
        assertThat(told.path("active").asBoolean())
                .as("introspection by the API: %s", told)
                .isTrue();
        assertNarrow(told, scopes);
    }

    /** What the API is told of the token. */
    public TokenAnswer introspect(OAuthClient client, TokenAnswer answer) {
        return client.oauth().introspect(clientId, DemoRealm.SECRET, answer.accessToken());
    }

    /** The claims of an access token. */
    public void assertClaims(JsonNode claims, Collection<String> scopes) {
        assertNarrow(claims, scopes);
        assertThat(claims.path("permission_scopes_api").asText()).isEqualTo(clientId);
    }

    /** The claims of an access token, or what introspection tells of it. */
    public void assertNarrow(JsonNode claims, Collection<String> scopes) {
        assertScope(claims, scopes);
        assertThat(Traces.claimedScopes(claims)).as("claims by scope").isEqualTo(Set.copyOf(scopes));
        assertThat(
                        claims.path("aud").isTextual()
                                ? claims.path("aud").asText()
                                : claims.path("aud").toString())
                .as("audience of %s", claims)
                .isEqualTo(audience);
        assertThat(claims.path("resource_access").fieldNames())
                .toIterable()
                .as("clients whose roles are in %s", claims)
                .isSubsetOf(clientId);
    }

    private static void assertScope(JsonNode holder, Collection<String> scopes) {
        assertThat(Traces.apiScopes(TokenAnswer.scope(holder))).as("scope").isEqualTo(Set.copyOf(scopes));
        assertThat(TokenAnswer.scope(holder)).noneMatch(scope -> scope.contains("api="));
    }

    /** No API is in the tokens: they are for several ones. */
    public static void assertForAll(TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        JsonNode claims = answer.accessClaims();
        assertThat(Traces.apiScopes(TokenAnswer.scope(claims)))
                .isEqualTo(Set.copyOf(Stream.of(CONTACTS_SCOPES, TIMESHEETS_SCOPES)
                        .flatMap(List::stream)
                        .toList()));
        assertThat(claims.path("aud").isArray()).as("audiences of %s", claims).isTrue();
        assertThat(claims.path("resource_access").fieldNames())
                .toIterable()
                .contains(DemoRealm.CONTACTS_API, DemoRealm.TIMESHEETS_API);
        assertThat(claims.has("permission_scopes_api")).isFalse();
        if (answer.refreshToken() != null) {
            assertThat(answer.refreshClaims().path("permission_scopes_resource").asText())
                    .isEmpty();
        }
    }

    /** No token: no API of the client has that name, or there are several. */
    public static void assertInvalidTarget(TokenAnswer answer) {
        assertThat(answer.error()).as("answer %s", answer.body()).isEqualTo("invalid_target");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().fieldNames()).toIterable().containsOnly("error", "error_description");
    }

    /** The same, in a redirect. */
    public static void assertInvalidTarget(Page callback) {
        assertThat(callback.parameter("error")).as("%s", callback.uri()).isEqualTo("invalid_target");
        assertThat(callback.parameter("access_token")).isNull();
        assertThat(callback.parameter("code")).isNull();
    }
}
