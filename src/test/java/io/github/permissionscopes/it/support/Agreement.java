package io.github.permissionscopes.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** That everything which reports a scope says the same. */
public final class Agreement {

    private Agreement() {}

    /**
     * Access token, token response, refresh token and the traces of scopes (claims, audiences, roles, ID token) all speak
     * of exactly these API scopes.
     *
     * @param expected scopes of {@link DemoRealm#ALL_SCOPES}
     */
    public static TokenAnswer assertGrants(TokenAnswer answer, Collection<String> expected) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertToken(answer.accessClaims(), expected);
        assertThat(answer.scope()).as("scope of the response").isEqualTo(TokenAnswer.scope(answer.accessClaims()));
        if (answer.refreshToken() != null) {
            assertThat(apiScopes(TokenAnswer.scope(answer.refreshClaims())))
                    .as("scope of the refresh token")
                    .isEqualTo(Set.copyOf(expected));
        }
        if (answer.body().has("id_token")) {
            assertThat(claimedScopes(answer.idClaims())).as("ID token").isEqualTo(Set.copyOf(expected));
        }
        return answer;
    }

    /** The claims of an access token, wherever it was got. */
    public static void assertToken(JsonNode claims, Collection<String> expected) {
        Set<String> scopes = Set.copyOf(expected);
        assertThat(apiScopes(TokenAnswer.scope(claims)))
                .as("scope of the access token")
                .isEqualTo(scopes);
        assertThat(claimedScopes(claims)).as("claims by scope").isEqualTo(scopes);
        assertThat(audienceScopes(claims)).as("audiences by scope").isEqualTo(scopes);
        assertThat(roles(claims)).as("roles by scope").isEqualTo(scopes);
    }

    /** What userinfo tells of the user speaks of exactly these API scopes. */
    public static void assertUserinfo(OAuth oauth, String accessToken, Collection<String> expected) {
        TokenAnswer userinfo = oauth.userinfo(accessToken);
        assertThat(userinfo.status()).as("userinfo %s", userinfo.body()).isEqualTo(200);
        assertThat(claimedScopes(userinfo.body())).as("userinfo").isEqualTo(Set.copyOf(expected));
    }

    public static Set<String> apiScopes(Set<String> scopes) {
        Set<String> api = new HashSet<>(scopes);
        api.retainAll(DemoRealm.ALL_SCOPES);
        return api;
    }

    /** The scopes whose hard-coded claim is there: in a token or in userinfo. */
    public static Set<String> claimedScopes(JsonNode claims) {
        return DemoRealm.ALL_SCOPES.stream()
                .filter(scope -> claims.has(TestRealm.claim(scope)))
                .collect(Collectors.toSet());
    }

    private static Set<String> audienceScopes(JsonNode claims) {
        Set<String> audiences = texts(claims.path("aud"));
        return DemoRealm.ALL_SCOPES.stream()
                .filter(scope -> audiences.contains(TestRealm.audience(scope)))
                .collect(Collectors.toSet());
    }

    /** A permission has the name of its scope, and the clients have no full scope: roles come by scopes only. */
    private static Set<String> roles(JsonNode claims) {
        Set<String> roles = new LinkedHashSet<>();
        for (String api : List.of(DemoRealm.CONTACTS_API, DemoRealm.TIMESHEETS_API, DemoRealm.EVENTS_API)) {
            roles.addAll(texts(claims.path("resource_access").path(api).path("roles")));
        }
        return roles;
    }

    private static Set<String> texts(JsonNode node) {
        return node.isTextual()
                ? Set.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet());
    }
}
