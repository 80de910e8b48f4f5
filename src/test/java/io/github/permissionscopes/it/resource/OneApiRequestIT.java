package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Where a login names the one API that its token is for: in the query, pushed, or in a request object. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiRequestIT {

    /** Keycloak keeps five parameters that it does not know, and drops the others without a word. */
    private static final Map<String, String> MANY =
            IntStream.range(0, 9).boxed().collect(Collectors.toMap(number -> "a" + number, number -> "value"));

    @InjectRealm(config = OneApi.Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(SUITE)
    OAuthClient suite;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @CsvSource({
        "audience, nobody",
        "resource, https://nobody.example",
        "resource, nobody",
        "audience, contacts-api timesheets-api",
    })
    void tellsAtOnceThatThereIsNoSuchApi(String parameter, String name) {
        Page callback = naming(parameter, name).open();

        assertInvalidTarget(callback);
        assertThat(callback.parameter("state")).isEqualTo("state-of-the-client");
        EventRepresentation event = next(events, EventType.LOGIN_ERROR);
        assertThat(event.getError()).isEqualTo("invalid_target");
        assertThat(event.getDetails().get("client_policy_error_detail")).contains("resource");
    }

    @Test
    void tellsAtOnceThatThereAreTwo() {
        assertInvalidTarget(twoApis().open());
    }

    @Test
    void doesNotLoseTheNameAmongOtherParameters() {
        CONTACTS.assertToken(
                suite.asking(REQUEST)
                        .with(MANY)
                        .with("audience", CONTACTS_API)
                        .as(DORA)
                        .byCode(),
                CONTACTS_SCOPES);
    }

    @Test
    void doesNotLoseThePushedNameAmongOtherParameters() {
        CONTACTS.assertToken(
                suite.asking(REQUEST)
                        .with(MANY)
                        .with("audience", CONTACTS_API)
                        .pushed()
                        .as(DORA)
                        .byCode(),
                CONTACTS_SCOPES);
    }

    @ParameterizedTest
    @CsvSource({
        "audience, contacts-api",
        "resource, contacts-api",
        "resource, https://contacts-api.example",
    })
    void isForTheApiThatAPushedRequestNames(String parameter, String name) {
        assertForContacts(naming(parameter, name).pushed());
    }

    @Test
    void tellsWhoPushesThatThereIsNoSuchApi() {
        assertInvalidTarget(naming("audience", "nobody").push());
        assertThat(next(events, EventType.PUSHED_AUTHORIZATION_REQUEST_ERROR).getError())
                .isEqualTo("invalid_target");
        assertInvalidTarget(twoApis().push());
    }

    @Test
    void aQueryNamesNoOtherApiThanThePushedRequest() {
        assertInvalidTarget(naming("audience", CONTACTS_API)
                .pushed()
                .with("audience", TIMESHEETS_API)
                .open());
    }

    @ParameterizedTest
    @CsvSource({
        "audience, contacts-api",
        "resource, https://contacts-api.example",
    })
    void isForTheApiThatARequestObjectNames(String parameter, String name) {
        String object = object(parameter, name);

        assertForContacts(naming("request", object));
        assertForContacts(naming("request", object).pushed());
    }

    @Test
    void tellsWhoseRequestObjectNamesNoApi() {
        for (Object name : List.of("nobody", List.of(CONTACTS_API, TIMESHEETS_API))) {
            String object = object("audience", name);

            assertInvalidTarget(naming("request", object).open());
            assertInvalidTarget(naming("request", object).push());
        }
    }

    /** What the client would have to send to name an API behind the product's back. */
    @ParameterizedTest
    @ValueSource(strings = {"openid permissionScopes.api=contacts-api", "openid permissionScopes.api=%zz"})
    void takesNoCarriedNameFromTheClient(String scope) {
        assertThat(suite.asking(scope).open().parameter("error")).isEqualTo("invalid_scope");
    }

    @Test
    void reportsAndChangesNothingWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));

        assertForAll(naming("audience", CONTACTS_API).as(DORA).byCode());
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of("read:timesheets", "other_api"), "report");
        assertForAll(naming("audience", "nobody").as(DORA).byCode());
    }

    private void assertForContacts(Asking asking) {
        CONTACTS.assertEverywhere(suite, asking.as(DORA).byCode(), CONTACTS_SCOPES);
    }

    private Asking naming(String parameter, String value) {
        return suite.asking(REQUEST).with(parameter, value);
    }

    private Asking twoApis() {
        return naming("audience", CONTACTS_API).of("https://timesheets-api.example");
    }

    /** With more claims than Keycloak keeps. */
    private String object(String parameter, Object name) {
        Map<String, Object> claims = new LinkedHashMap<>(
                suite.oauth().authorizationRequest(SUITE, REQUEST, Map.of("iss", SUITE, "jti", "x", "sub", SUITE)));
        claims.putAll(Map.of("aud", realm.getBaseUrl(), "iat", 1, "more", "m", parameter, name));
        return new JWSBuilder().jsonContent(claims).none();
    }
}
