package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import io.github.permissionscopes.it.support.realm.TestRealm;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a token, or a page, shows of the API scopes: by their names, and by the claims, audiences and roles they bring.
 */
final class Traces {

    private Traces() {}

    /** The claims show exactly these API scopes in every way. */
    static void assertAll(JsonNode claims, Collection<String> expected) {
        assertButAudiences(claims, expected);
        assertThat(audienceScopes(claims)).as("audiences by scope").isEqualTo(Set.copyOf(expected));
    }

    static void assertButAudiences(JsonNode claims, Collection<String> expected) {
        Set<String> scopes = Set.copyOf(expected);
        assertThat(apiScopes(TokenAnswer.scope(claims)))
                .as("scope of the access token")
                .isEqualTo(scopes);
        assertThat(claimedScopes(claims)).as("claims by scope").isEqualTo(scopes);
        assertThat(roles(claims)).as("roles by scope").isEqualTo(scopes);
    }

    /** Those of the demo realm, without the ones that every realm has. */
    static Set<String> apiScopes(Set<String> scopes) {
        Set<String> api = new HashSet<>(scopes);
        api.retainAll(DemoRealm.ALL_SCOPES);
        return api;
    }

    /** The scopes that the page asks for. */
    static Set<String> consentScopes(Page page) {
        return DemoRealm.ALL_SCOPES.stream()
                .filter(scope -> page.text().contains(DemoRealm.description(scope)))
                .collect(Collectors.toSet());
    }

    /** The scopes whose hard-coded claim is there: in a token or in userinfo. */
    static Set<String> claimedScopes(JsonNode claims) {
        return DemoRealm.ALL_SCOPES.stream()
                .filter(scope -> claims.has(TestRealm.claim(scope)))
                .collect(Collectors.toSet());
    }

    static Set<String> audienceScopes(JsonNode claims) {
        Set<String> audiences = texts(claims.path("aud"));
        return DemoRealm.ALL_SCOPES.stream()
                .filter(scope -> audiences.contains(TestRealm.audience(scope)))
                .collect(Collectors.toSet());
    }

    /** A permission has the name of its scope, and the clients have no full scope: roles come by scopes only. */
    static Set<String> roles(JsonNode claims) {
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
