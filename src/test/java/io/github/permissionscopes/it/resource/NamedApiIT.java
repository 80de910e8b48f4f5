package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** Which APIs a client may name, by which names, and what becomes of all other names. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NamedApiIT {

    /** Has scopes of the contacts API alone, and every grant. */
    private static final String CONTACTS_ONLY = EveryGrantClient.LEGACY_ID;

    /** Has no API scope. */
    private static final String PLAIN = "plain-app";

    private static final String CONTACTS_REQUEST = "openid read:contacts";

    /** Without a permission. */
    private static final String OPEN = "use:mail";

    private static final String OPEN_REQUEST = "openid read:contacts " + OPEN;

    private static final OneApi MAIL = new OneApi("mail-api", "https://mail.example");

    private static final Map<String, String> CLIENT_SECRET = Map.of("client_secret", SECRET);

    static final class Realm extends OneApi.GrantsRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            realm.build().getClients().stream()
                    .filter(client -> client.getClientId().equals(CONTACTS_ONLY))
                    .forEach(client -> {
                        client.setOptionalClientScopes(DemoRealm.CONTACTS);
                        client.getAttributes().put("standard.token.exchange.enabled", "true");
                    });
            realm.clients(DemoRealm.application(PLAIN, List.of())
                    .publicClient(false)
                    .secret(SECRET)
                    .serviceAccountsEnabled(true)
                    .attribute("oauth2.device.authorization.grant.enabled", "true"));
            return realm;
        }
    }

    @InjectRealm(config = Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(EveryGrantClient.ID)
    OAuthClient idClient;

    @InjectOAuthClient(CONTACTS_ONLY)
    OAuthClient contactsOnly;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @BeforeEach
    void setUp() {
        events.skipAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "realm-management",
                CONTACTS_ONLY,
                SUITE,
                TIMESHEETS_API,
                "https://timesheets-api.example",
                "urn:client:timesheets-api"
            })
    void isNoneThatTheClientHasNoScopeOf(String name) {
        refusedEverywhere(CONTACTS_ONLY, name);
        TokenAnswer subject =
                contactsOnly.confidential().asking(CONTACTS_REQUEST).as(DORA).byPassword();
        for (String parameter : List.of("resource", "audience")) {
            if (parameter.equals("resource") || !name.contains(":")) {
                assertInvalidTarget(naming(CONTACTS_ONLY, parameter, name)
                        .asking(CONTACTS_REQUEST)
                        .byTokenExchange(subject));
            }
        }
        assertInvalidTarget(naming(CONTACTS_ONLY, "resource", name).refresh(subject));
        Page callback = oauth.login(oauth.browser(), url(CONTACTS_ONLY, CONTACTS_REQUEST, Map.of()), DORA, PASSWORD);
        assertInvalidTarget(naming(CONTACTS_ONLY, "resource", name).exchange(callback));
    }

    /** A scope that is not protected is enough: it is the administrator who assigns it. */
    @Test
    void isOneThatTheClientHasAnyScopeOf() {
        admin.createScope("of:timesheets", CONTACTS_ONLY, Map.of("permissionScopes.api", TIMESHEETS_API));
        OneApi.TIMESHEETS.assertToken(
                naming(CONTACTS_ONLY, "resource", TIMESHEETS_API)
                        .asking(CONTACTS_REQUEST)
                        .as(DORA)
                        .byPassword(),
                List.of());
    }

    /** As docs/rollout.md has it for an API without scopes: its scope is open to everybody, and only says whose it is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isOneWithoutScopesOnceAnOpenScopeSaysWhoseItIs(boolean isDefault) {
        createApi(MAIL.clientId(), MAIL.audience());
        List<String> names = List.of(MAIL.clientId(), MAIL.audience());
        names.forEach(name -> refusedEverywhere(CONTACTS_ONLY, name));

        openScopeOf(MAIL.clientId(), isDefault);
        try {
            assertThat(oauth.exchange(
                                    CONTACTS_ONLY,
                                    oauth.login(
                                            oauth.browser(),
                                            url(CONTACTS_ONLY, OPEN_REQUEST, Map.of()),
                                            DORA,
                                            PASSWORD),
                                    CLIENT_SECRET)
                            .scope())
                    .as("without naming it")
                    .contains("read:contacts", OPEN);
            names.forEach(name -> grantedEverywhere(MAIL, name));
        } finally {
            admin.deleteScope(OPEN);
            admin.client(MAIL.clientId()).remove();
        }
    }

    /** A scope may name a client that is not there; a token is for one that is. */
    @Test
    void isNoneThatTheRealmHasNoClientFor() {
        openScopeOf(MAIL.clientId(), false);
        try {
            refusedEverywhere(CONTACTS_ONLY, MAIL.clientId());
            refusedEverywhere(CONTACTS_ONLY, MAIL.audience());

            createApi(MAIL.clientId(), MAIL.audience());

            grantedEverywhere(MAIL, MAIL.clientId());
            grantedEverywhere(MAIL, MAIL.audience());
        } finally {
            admin.deleteScope(OPEN);
            realm.admin().clients().findByClientId(MAIL.clientId()).forEach(client -> realm.admin()
                    .clients()
                    .get(client.getId())
                    .remove());
        }
    }

    private void createApi(String clientId, String identifier) {
        ClientRepresentation api = new ClientRepresentation();
        api.setClientId(clientId);
        api.setProtocol("openid-connect");
        api.setBearerOnly(true);
        api.setPublicClient(false);
        api.setSecret(SECRET);
        api.setAttributes(Map.of("resource_url", identifier));
        admin.add(api);
    }

    private void openScopeOf(String api, boolean isDefault) {
        String id = admin.createScope(
                OPEN, CONTACTS_ONLY, Map.of("permissionScopes.api", api, "permissionScopes.protected", "false"));
        if (isDefault) {
            admin.client(CONTACTS_ONLY).removeOptionalClientScope(id);
            admin.client(CONTACTS_ONLY).addDefaultClientScope(id);
        }
    }

    /** Nora has no permission at all. */
    private void grantedEverywhere(OneApi api, String name) {
        for (String parameter : List.of("resource", "audience")) {
            OAuthClient client = naming(CONTACTS_ONLY, parameter, name);
            assertOpen(api, client.asking(OPEN_REQUEST).as(DORA).byPassword());
            assertOpen(api, client.asking(OPEN_REQUEST).as("nora").byPassword());
            assertOpen(api, client.asking(OPEN_REQUEST).byClientCredentials());
            assertOpen(api, client.asking(OPEN_REQUEST).byAssertion(OneApi.ISSUER.assertion(realm.getBaseUrl(), DORA)));
            if (parameter.equals("resource")) {
                TokenAnswer subject = contactsOnly
                        .confidential()
                        .asking(CONTACTS_REQUEST)
                        .as(DORA)
                        .byPassword();
                assertOpen(api, client.asking(OPEN_REQUEST).byTokenExchange(subject));
            }
            Device device = client.asking(OPEN_REQUEST).device();
            device.verify(DORA).accept();
            assertOpen(api, client.poll(device));
            try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                TokenAnswer asked = client.asking(OPEN_REQUEST).as(DORA).backchannel();
                phone.approve();
                assertOpen(api, client.fetch(asked));
            }
            assertOpen(
                    api,
                    client.exchange(oauth.login(
                            oauth.browser(),
                            url(CONTACTS_ONLY, OPEN_REQUEST, Map.of(parameter, name)),
                            "nora",
                            PASSWORD)));
        }
    }

    private void assertOpen(OneApi api, TokenAnswer answer) {
        api.assertEverywhere(oauth, CONTACTS_ONLY, CLIENT_SECRET, answer, List.of());
        assertThat(answer.scope()).as("%s", answer.body()).contains(OPEN);
        assertThat(oauth.introspect(api.clientId(), SECRET, answer.accessToken())
                        .scope())
                .contains(OPEN);
        if (answer.refreshToken() != null) {
            assertThat(TokenAnswer.scope(answer.refreshClaims())).contains(OPEN);
            TokenAnswer refreshed = oauth.refresh(CONTACTS_ONLY, answer.refreshToken(), CLIENT_SECRET);
            assertThat(refreshed.scope()).contains(OPEN).isEqualTo(TokenAnswer.scope(refreshed.accessClaims()));
        }
    }

    @Test
    void staysTheOneOfTheGrantWhateverItIsCalledLater() {
        TokenAnswer answer = naming(CONTACTS_ONLY, "resource", CONTACTS.audience())
                .asking(CONTACTS_REQUEST)
                .as(DORA)
                .byPassword();
        admin.setClientAttribute(CONTACTS_API, "resource_url", "https://new.example");
        new OneApi(CONTACTS_API, "https://new.example")
                .assertToken(contactsOnly.confidential().refresh(answer), List.of("read:contacts"));
    }

    @Test
    void withoutAnIdentifierTheClientIdIsTheAudience() {
        admin.setClientAttribute(CRM_API, "resource_url", "");
        new OneApi(CRM_API, CRM_API)
                .assertToken(
                        naming(EveryGrantClient.ID, "audience", CRM_API)
                                .asking(REQUEST)
                                .as(DORA)
                                .byPassword(),
                        List.of());
    }

    /** Two APIs of one client: whose the name is, its scopes say, since whoever owns a client may write its attributes. */
    @Test
    void ofTwoApisWithOneNameTheOneThatAScopeSaysItIs() {
        admin.setClientAttribute(CRM_API, "resource_url", CONTACTS.audience());
        OAuthClient client = naming(EveryGrantClient.ID, "resource", CONTACTS.audience());
        assertInvalidTarget(client.asking(REQUEST).as(DORA).byPassword());
        assertInvalidTarget(naming(EveryGrantClient.ID, "resource", CRM_API)
                .asking(REQUEST)
                .as(DORA)
                .byPassword());
        admin.setScopeAttribute("delete:contacts", "permissionScopes.api", CONTACTS_API);
        CONTACTS.assertToken(client.asking(REQUEST).as(DORA).byPassword(), CONTACTS_SCOPES);
        assertInvalidTarget(naming(EveryGrantClient.ID, "resource", CRM_API)
                .asking(REQUEST)
                .as(DORA)
                .byPassword());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u0000", "\t", "\n", "contacts-api\n", "contacts-api\u0000", " contacts-api", "\u00a0"
            })
    void isNoneOfAValueThatIsNoName(String name) {
        refusedEverywhere(EveryGrantClient.ID, name);
    }

    /** Since 26.7 Keycloak takes parameters that are too long out of the request, and says nothing. */
    @Test
    void isNoneOfAValueThatIsTooLong() {
        String name = "https://contacts-api.example/" + "x".repeat(4_500);

        for (String parameter : List.of("resource", "audience")) {
            OAuthClient client = naming(EveryGrantClient.ID, parameter, name);
            assertInvalidTarget(client.asking(REQUEST).as(DORA).byPassword());
            assertInvalidTarget(client.asking(REQUEST).byClientCredentials());
            assertInvalidTarget(client.asking(REQUEST).device().answer());
        }
        TokenAnswer subject = idClient.confidential().asking(REQUEST).as(DORA).byPassword();
        assertInvalidTarget(
                naming(EveryGrantClient.ID, "resource", name).asking(REQUEST).byTokenExchange(subject));
        assertInvalidTarget(naming(EveryGrantClient.ID, "resource", name).refresh(subject));
    }

    /** A name of ours, under which grants keep the API, is nothing that a client can send. */
    @Test
    void isNotNamedByAParameterOfOurOwn() {
        Map<String, String> ours = Map.of("permission_scopes_resource", TIMESHEETS_API);
        Page callback = oauth.login(oauth.browser(), url(SUITE, REQUEST, ours), DORA, PASSWORD);
        assertForAll(oauth.exchange(SUITE, callback, ours));
        OAuthClient client = oauth.disguised(form -> OneApi.naming(form, ours))
                .client(EveryGrantClient.ID)
                .confidential();
        Device device = client.asking(REQUEST).device();
        device.verify(DORA).accept();
        assertForAll(client.poll(device));
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            TokenAnswer asked = client.asking(REQUEST).as(DORA).backchannel();
            phone.approve();
            assertForAll(client.fetch(asked));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mcp.example/server", "contacts-api", "timesheets-api", "nobody", "", "\n"})
    void aClientWithoutProtectedScopesGoesOnAsWithoutTheProduct(String name) {
        for (String parameter : List.of("resource", "audience")) {
            admin.turnSwitch(false);
            List<String> without = answers(parameter, name);
            admin.turnSwitch(true);

            assertThat(answers(parameter, name)).as(parameter).isEqualTo(without);
        }
    }

    private List<String> answers(String parameter, String name) {
        OAuthClient client = naming(PLAIN, parameter, name);
        events.skipAll();
        TokenAnswer password = client.asking("openid").as(DORA).byPassword();
        EventRepresentation login = next(events, EventType.LOGIN);
        Page callback = oauth.login(oauth.browser(), url(PLAIN, "openid", Map.of("audience", name)), DORA, PASSWORD);
        Device device = client.asking("openid").device();
        return List.of(
                audience(password),
                login.getDetails().keySet().stream().sorted().toList().toString(),
                audience(client.refresh(password)),
                audience(client.asking("openid").byClientCredentials()),
                audience(client.exchange(callback)),
                String.valueOf(device.answer().status()),
                String.valueOf(oauth.browser()
                        .open(url(PLAIN, "openid", Map.of("resource", name)))
                        .status()));
    }

    private static String audience(TokenAnswer answer) {
        return answer.status() == 200 ? answer.accessClaims().path("aud").toString() : answer.error();
    }

    @Test
    void isOnlyReportedWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));
        assertOnlyReported("report", "nobody");
        assertOnlyReported("report", "account");
        assertOnlyReported("report", "\u0000");
    }

    @Test
    void isOnlyReportedWhereAllThatTheClientHasIsOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API + "##" + CRM_API));
        assertOnlyReported("enforce", "nobody");
        assertInvalidTarget(naming(EveryGrantClient.ID, "resource", "nobody")
                .asking(REQUEST)
                .as(DORA)
                .byPassword());
        admin.configure(Map.of("reportOnlyApis", EVENTS_API));
        for (String name : List.of(EVENTS_API, "https://events-api.example")) {
            assertOnlyReported("enforce", name);
        }
        assertInvalidTarget(naming(CONTACTS_ONLY, "resource", "nobody")
                .asking(REQUEST)
                .as(DORA)
                .byPassword());
    }

    private void assertOnlyReported(String mode, String name) {
        OAuthClient client = naming(CONTACTS_ONLY, "resource", name);
        events.skipAll();
        TokenAnswer answer = client.asking(CONTACTS_REQUEST).as(DORA).byPassword();
        assertThat(answer.scope()).as("%s", answer.body()).contains("read:contacts");
        assertReported(next(events, EventType.LOGIN), mode);
        assertThat(client.refresh(answer).status()).isEqualTo(200);
        assertReported(next(events, EventType.REFRESH_TOKEN), mode);
        assertThat(client.asking("openid").byClientCredentials().status()).isEqualTo(200);
        assertReported(next(events, EventType.CLIENT_LOGIN), mode);
        // Of a blank value Keycloak keeps nothing that a later request could tell of.
        if (!name.equals("\u0000")) {
            Page callback = oauth.login(
                    oauth.browser(), url(CONTACTS_ONLY, CONTACTS_REQUEST, Map.of("audience", name)), DORA, PASSWORD);
            assertReported(next(events, EventType.LOGIN), mode);
            assertThat(client.exchange(callback).status()).isEqualTo(200);
            assertReported(next(events, EventType.CODE_TO_TOKEN), mode);
            try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                TokenAnswer asked = client.asking(CONTACTS_REQUEST).as(DORA).backchannel();
                phone.approve();
                assertThat(contactsOnly.confidential().fetch(asked).status()).isEqualTo(200);
                assertReported(next(events, EventType.AUTHREQID_TO_TOKEN), mode);
            }
        }
    }

    private static void assertReported(EventRepresentation event, String mode) {
        assertThat(event.getError()).isNull();
        assertThat(event.getDetails())
                .containsKey("resource_refused")
                .containsEntry("resource_refused_reason", "invalid_target")
                .containsEntry("permission_scopes_mode", mode);
        assertThat(event.getDetails().containsKey("resource_refused_report_only"))
                .isEqualTo(mode.equals("enforce"));
    }

    @ParameterizedTest
    @CsvSource({
        "contacts:v1,        ''",
        "contacts api & co,  ''",
        "a+b/c?d=e#f%20{g},  ''",
        "kräftig,            ''",
        "urn:client:crm-api, ''",
        "https://crm.client/, ''",
        "crm,                https://q.example/?a=b&c=d",
        "crm,                urn:example:a/b",
        "crm,                opaque:thing",
        "crm,                https://crm.example/a%20b/+",
    })
    void isNamedByAnyNameAtEveryEndpoint(String clientId, String identifier) {
        define(clientId, identifier.isEmpty() ? null : identifier);
        OneApi api = new OneApi(clientId, identifier.isEmpty() ? clientId : identifier);
        try {
            for (String name : identifier.isEmpty() ? List.of(clientId) : List.of(clientId, identifier)) {
                for (String parameter : List.of("resource", "audience")) {
                    assertNamed(api, parameter, name);
                }
            }
        } finally {
            assertThat(administration.delete("apis/" + path(clientId)).status()).isBetween(200, 204);
        }
    }

    private void define(String clientId, String identifier) {
        assertThat(administration
                        .put(
                                "apis/" + path(clientId),
                                Map.of(
                                        "scopes",
                                        List.of(Map.of("name", "read:crm", "description", "Read")),
                                        "clients",
                                        List.of(EveryGrantClient.ID)))
                        .status())
                .isBetween(200, 201);
        if (identifier != null) {
            admin.setClientAttribute(clientId, "resource_url", identifier);
        }
        admin.give(DORA, clientId, "read:crm");
    }

    private void assertNamed(OneApi api, String parameter, String name) {
        String scope = "openid read:crm read:contacts";
        List<String> granted = List.of("read:crm");
        OAuthClient client = naming(EveryGrantClient.ID, parameter, name);
        Map<String, String> named = Map.of(parameter, name);
        assertOne(api, client.asking(scope).as(DORA).byPassword(), granted);
        Page callback = oauth.login(oauth.browser(), url(EveryGrantClient.ID, scope, named), DORA, PASSWORD);
        TokenAnswer code = client.exchange(callback);
        assertOne(api, code, granted);
        assertOne(api, client.refresh(code), granted);
        Map<String, String> pushed = new LinkedHashMap<>(named);
        pushed.put("client_secret", SECRET);
        String uri = oauth.postForm("ext/par/request", oauth.authorizationRequest(EveryGrantClient.ID, scope, pushed))
                .body()
                .path("request_uri")
                .asText();
        assertOne(
                api,
                client.exchange(oauth.login(
                        oauth.browser(),
                        oauth.endpoint("auth") + "?client_id=" + EveryGrantClient.ID + "&request_uri=" + uri,
                        DORA,
                        PASSWORD)),
                granted);
        if (parameter.equals("audience")) {
            Map<String, Object> claims =
                    new LinkedHashMap<>(oauth.authorizationRequest(EveryGrantClient.ID, scope, named));
            String object = new JWSBuilder().jsonContent(claims).none();
            assertOne(
                    api,
                    client.exchange(oauth.login(
                            oauth.browser(),
                            url(EveryGrantClient.ID, scope, Map.of("request", object)),
                            DORA,
                            PASSWORD)),
                    granted);
        }
        Device device = client.asking(scope).device();
        device.verify(DORA).accept();
        assertOne(api, client.poll(device), granted);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            TokenAnswer asked = client.asking(scope).as(DORA).backchannel();
            phone.approve();
            assertOne(api, client.fetch(asked), granted);
        }
        TokenAnswer subject = idClient.confidential().asking("openid").as(DORA).byPassword();
        if (parameter.equals("resource")) {
            assertOne(api, client.asking(scope).byTokenExchange(subject), granted);
        }
    }

    private static void assertOne(OneApi api, TokenAnswer answer, List<String> scopes) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        JsonNode claims = answer.accessClaims();
        assertThat(claims.path("aud").asText()).as("audience of %s", claims).isEqualTo(api.audience());
        assertThat(TokenAnswer.scope(claims)).containsAll(scopes).doesNotContain("read:contacts");
    }

    /** What cannot be named at a login is refused where it is defined. */
    @ParameterizedTest
    @ValueSource(strings = {"https://q.example/?a=b", "urn:example:a/b", "opaque:thing", "urn:x", "https://x.example?"})
    void isNotIdentifiedByWhatKeycloakDoesNotTake(String identifier) {
        Administration.Answer answer = administration.put(
                "apis/odd", Map.of("identifier", identifier, "scopes", List.of(Map.of("name", "read:odd"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("field").asText()).isEqualTo("/identifier");
        assertThat(answer.text()).contains("resource");
    }

    /** Other values of {@code resource} and {@code audience} are refused wherever they are sent. */
    private void refusedEverywhere(String clientId, String name) {
        String scope = clientId.equals(CONTACTS_ONLY) ? CONTACTS_REQUEST : REQUEST;
        for (String parameter : List.of("resource", "audience")) {
            OAuthClient client = naming(clientId, parameter, name);
            events.skipAll();
            assertInvalidTarget(client.asking(scope).as(DORA).byPassword());
            assertThat(next(events, EventType.LOGIN_ERROR).getDetails()).containsKey("resource_refused");
            assertInvalidTarget(client.asking(scope).byClientCredentials());
            assertInvalidTarget(client.asking(scope).device().answer());
            assertInvalidTarget(client.asking(scope).byAssertion(OneApi.ISSUER.assertion(realm.getBaseUrl(), DORA)));
            try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                assertInvalidTarget(client.asking(scope).as(DORA).backchannel());
                assertThat(phone.wasAsked()).isFalse();
            }
            Page callback = oauth.browser().open(url(clientId, scope, Map.of(parameter, name)));
            if (name.contains("\u0000")) {
                assertThat(callback.status()).as("not taken by the server").isEqualTo(400);
            } else {
                assertThat(callback.parameter("error")).as("%s", callback.uri()).isEqualTo("invalid_target");
            }
            Map<String, String> pushed = new LinkedHashMap<>(Map.of("client_secret", SECRET, parameter, name));
            assertInvalidTarget(oauth.postForm("ext/par/request", oauth.authorizationRequest(clientId, scope, pushed)));
        }
    }

    private OAuthClient naming(String clientId, String parameter, String name) {
        return oauth.disguised(form -> OneApi.naming(form, Map.of(parameter, name)))
                .client(clientId)
                .confidential();
    }

    private String url(String clientId, String scope, Map<String, String> more) {
        return oauth.authorizationUrl(clientId, scope, more);
    }

    private static String path(String clientId) {
        return java.net.URLEncoder.encode(clientId, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
