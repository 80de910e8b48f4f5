package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** What the product answers in a grant, in Keycloak's place, is not to be stored. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NoStoreIT {

    private static final Map<String, String> UNKNOWN = Map.of("resource", "https://unknown.example");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theRefusalOfAnApiAtTheAuthorizationEndpoint() throws Exception {
        HttpResponse<String> answer = get(oauth.authorizationUrl(CONTACTS_APP, "openid", UNKNOWN));

        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("error=invalid_target");
        assertNotStored(answer);
    }

    @Test
    void theSameRequestWithAnotherName() throws Exception {
        HttpResponse<String> answer =
                get(oauth.authorizationUrl(CONTACTS_APP, "openid", Map.of("resource", CONTACTS_API)));

        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("audience=contacts-api");
        assertNotStored(answer);
    }

    @Test
    void theRefusalOfAPushedRequest() throws Exception {
        HttpResponse<String> answer =
                post("ext/par/request", oauth.authorizationRequest(CONTACTS_APP, "openid", UNKNOWN));

        assertThat(answer.body()).contains("invalid_target");
        assertNotStored(answer);
    }

    @Test
    void theRefusalOfATokenRequest() throws Exception {
        admin.configure(Map.of("refusal", "reject"));

        HttpResponse<String> answer = post(
                "token",
                Map.of(
                        "grant_type", "password",
                        "client_id", CONTACTS_APP,
                        "username", "nora",
                        "password", PASSWORD,
                        "scope", "openid read:contacts"));

        assertThat(answer.body()).contains("invalid_scope");
        assertNotStored(answer);
    }

    private static void assertNotStored(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Cache-Control"))
                .as("%d %s", answer.statusCode(), answer.body())
                .singleElement()
                .asString()
                .contains("no-store");
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String endpoint, Map<String, String> form)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(oauth.endpoint(endpoint)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Urls.encode(form)))
                        .build(),
                BodyHandlers.ofString());
    }
}
