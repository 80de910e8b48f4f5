package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.Moment;
import io.github.permissionscopes.it.coverage.ObservedMoments;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import io.github.permissionscopes.it.support.realm.TestRealm;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** That everything which reports a scope says the same. */
public final class Agreement {

    /** Both scopes of contacts: Anna may have the one to read them, Carl both, Nora none. */
    public static final String CONTACTS_REQUEST = "openid read:contacts delete:contacts";

    private Agreement() {}

    /**
     * Access token, token response, refresh token and the traces of scopes (claims, audiences, roles, ID token) all
     * speak of exactly these API scopes.
     *
     * @param expected scopes of {@link DemoRealm#ALL_SCOPES}
     */
    public static TokenAnswer assertGrants(TokenAnswer answer, Collection<String> expected) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertToken(answer.accessClaims(), expected);
        assertThat(answer.scope()).as("scope of the response").isEqualTo(TokenAnswer.scope(answer.accessClaims()));
        ObservedMoments.granted(expected, Moment.RESPONSE);
        if (answer.refreshToken() != null) {
            assertThat(apiScopes(TokenAnswer.scope(answer.refreshClaims())))
                    .as("scope of the refresh token")
                    .isEqualTo(Set.copyOf(expected));
        }
        if (answer.body().has("id_token")) {
            assertIdToken(answer.idClaims(), expected);
        }
        return answer;
    }

    /**
     * The same, of a client whose access tokens are lightweight: they name these API scopes and bring nothing that
     * belongs to a scope. Introspection adds it, of exactly these scopes.
     */
    public static TokenAnswer assertLightweightEverywhere(
            OAuthClient client, TokenAnswer answer, Collection<String> expected) {
        OAuth oauth = client.oauth();
        assertLightweight(answer, expected);
        assertUserinfo(oauth, answer.accessToken(), expected);
        assertIntrospection(oauth, answer.accessToken(), expected);
        TokenAnswer refreshed = client.refresh(answer);
        assertLightweight(refreshed, expected);
        assertIntrospection(oauth, refreshed.accessToken(), expected);
        ObservedMoments.granted(expected, Moment.REFRESH);
        return answer;
    }

    /** As {@link #assertEverywhere(OAuthClient, TokenAnswer, Collection)}. */
    public static TokenAnswer assertEverywhere(OAuthClient client, TokenAnswer answer, String... expected) {
        return assertEverywhere(client, answer, List.of(expected));
    }

    /**
     * As {@link #assertGrants}; and userinfo, introspection, and what is refreshed from the answer speak of exactly
     * these API scopes too.
     */
    public static TokenAnswer assertEverywhere(OAuthClient client, TokenAnswer answer, Collection<String> scopes) {
        assertGrants(answer, scopes);
        assertUserinfo(client.oauth(), answer.accessToken(), scopes);
        assertIntrospection(client.oauth(), answer.accessToken(), scopes);
        assertThat(answer.refreshToken()).as("refresh token").isNotNull();
        assertRefreshed(client.refresh(answer), scopes);
        return answer;
    }

    /** As {@link #assertGrants(TokenAnswer, Collection)}. */
    public static TokenAnswer assertGrants(TokenAnswer answer, String... expected) {
        return assertGrants(answer, List.of(expected));
    }

    private static void assertLightweight(TokenAnswer answer, Collection<String> expected) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        JsonNode claims = answer.accessClaims();
        for (JsonNode scopeHolder : List.of(claims, answer.body(), answer.refreshClaims())) {
            assertThat(apiScopes(TokenAnswer.scope(scopeHolder))).isEqualTo(Set.copyOf(expected));
        }
        assertThat(claimedScopes(claims)).as("claims by scope").isEmpty();
        assertThat(Traces.audienceScopes(claims)).as("audiences by scope").isEmpty();
        assertThat(Traces.roles(claims)).as("roles by scope").isEmpty();
        assertIdToken(answer.idClaims(), expected);
        ObservedMoments.granted(expected, Moment.ACCESS_TOKEN, Moment.TRACES, Moment.RESPONSE);
    }

    public static void assertRefreshed(TokenAnswer refreshed, Collection<String> expected) {
        assertGrants(refreshed, expected);
        ObservedMoments.granted(expected, Moment.REFRESH);
    }

    public static void assertIdToken(JsonNode claims, Collection<String> expected) {
        assertThat(claimedScopes(claims)).as("ID token").isEqualTo(Set.copyOf(expected));
        ObservedMoments.granted(expected, Moment.ID_TOKEN);
    }

    /**
     * The consent page asked for exactly these API scopes, and they alone were stored when the user said yes.
     *
     * @param page the page that was shown
     * @param stored the scopes of the stored consent
     */
    public static void assertConsent(Page page, Set<String> stored, Collection<String> expected) {
        assertConsent(Traces.consentScopes(page), stored, expected);
    }

    /** As above, where the user was asked without a page. */
    public static void assertConsent(Set<String> asked, Set<String> stored, Collection<String> expected) {
        assertThat(apiScopes(asked)).as("what the user was asked for").isEqualTo(Set.copyOf(expected));
        assertThat(apiScopes(stored)).as("stored consent").isEqualTo(Set.copyOf(expected));
        ObservedMoments.granted(expected, Moment.CONSENT);
    }

    /** What a resource server is told of the token (RFC 7662) speaks of exactly these API scopes. */
    public static void assertIntrospection(OAuth oauth, String accessToken, Collection<String> expected) {
        Traces.assertAll(introspected(oauth, accessToken), expected);
        ObservedMoments.granted(expected, Moment.INTROSPECTION);
    }

    /** The tokens of a redirect, and what userinfo and introspection tell of them, speak of these API scopes. */
    public static void assertRedirect(OAuthClient client, Page callback, Collection<String> expected) {
        TokenAnswer answer = callback.answer();
        assertToken(answer.accessClaims(), expected);
        assertUserinfo(client.oauth(), answer.accessToken(), expected);
        assertIntrospection(client.oauth(), answer.accessToken(), expected);
        assertIdToken(answer.idClaims(), expected);
    }

    /** @return what a resource server is told of the access token, which is good */
    public static JsonNode introspected(OAuthClient client, TokenAnswer answer) {
        return introspected(client.oauth(), answer.accessToken());
    }

    private static JsonNode introspected(OAuth oauth, String accessToken) {
        JsonNode told = oauth.introspect(TestRealm.RESOURCE_SERVER, DemoRealm.SECRET, accessToken)
                .body();
        assertThat(told.path("active").asBoolean()).as("introspection %s", told).isTrue();
        return told;
    }

    /** An error, and nothing else. */
    public static void assertNoToken(TokenAnswer answer, String error) {
        assertThat(answer.error()).as("answer %s", answer.body()).isEqualTo(error);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().fieldNames()).toIterable().isSubsetOf("error", "error_description");
        ObservedMoments.rejected(Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.REFRESH, Moment.TRACES, Moment.ID_TOKEN);
    }

    /** The claims of an access token, wherever it was got. */
    public static void assertToken(JsonNode claims, Collection<String> expected) {
        Traces.assertAll(claims, expected);
        ObservedMoments.granted(expected, Moment.ACCESS_TOKEN, Moment.TRACES);
    }

    /**
     * The claims of a UMA token, in which Keycloak replaces every audience by the resource server.
     *
     * @param resourceServer its client ID; it introspects the token
     */
    public static void assertTicket(OAuth oauth, String resourceServer, String ticket, Collection<String> expected) {
        Traces.assertButAudiences(TokenAnswer.claims(ticket), expected);
        ObservedMoments.granted(expected, Moment.ACCESS_TOKEN, Moment.TRACES);
        JsonNode introspected =
                oauth.introspect(resourceServer, DemoRealm.SECRET, ticket).body();
        Traces.assertButAudiences(introspected, expected);
        ObservedMoments.granted(expected, Moment.INTROSPECTION);
    }

    /** What userinfo tells of the user speaks of exactly these API scopes. */
    public static void assertUserinfo(OAuth oauth, String accessToken, Collection<String> expected) {
        TokenAnswer userinfo = oauth.userinfo(accessToken);
        assertThat(userinfo.status()).as("userinfo %s", userinfo.body()).isEqualTo(200);
        assertThat(claimedScopes(userinfo.body())).as("userinfo").isEqualTo(Set.copyOf(expected));
        ObservedMoments.granted(expected, Moment.USERINFO);
    }

    /** As {@link Traces#apiScopes}. */
    public static Set<String> apiScopes(Set<String> scopes) {
        return Traces.apiScopes(scopes);
    }

    /** As {@link Traces#claimedScopes}. */
    public static Set<String> claimedScopes(JsonNode claims) {
        return Traces.claimedScopes(claims);
    }
}
