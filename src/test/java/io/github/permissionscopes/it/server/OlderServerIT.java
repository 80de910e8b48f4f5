package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.OneApi.assertInvalidTarget;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;

/**
 * The oldest server that the product is for. What newer ones have an extension point for, others of our classes do there:
 * a guard looks into the answer of a grant, and stops a default scope that no seam can take out.
 */
@StandaloneTest
class OlderServerIT {

    private static final String ANNA = "anna";
    private static final String CARL = "carl";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static OlderServer server;

    /** Of it, {@code delete:contacts} is an optional scope. */
    private static OAuthClient client;

    /** Of it, {@code delete:contacts} is a default scope. */
    private static OAuthClient withDefault;

    @BeforeAll
    static void start() throws Exception {
        server = new OlderServer();
        client = server.client(EveryGrantClient.ID);
        withDefault = server.client(OlderServer.DEFAULT_ID);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        server.assertNothingFailed();
    }

    @Test
    void showsItsPages() {
        server.useTheme();
        server.admin().configure(Map.of("notice", "true"));
        try {
            LoginWalk walk = new LoginWalk(CHROMIUM.newBrowser("de-DE"), server.oauth())
                    .request(CONSENT_APP, SCOPE)
                    .logIn(ANNA);
            assertThat(walk.title()).isEqualTo("Ein Teil des Zugriffs wird nicht gewährt");
            assertThat(walk.scopes(CONTACTS_API)).containsExactly("Delete your contacts");
            Looks.assertGood(walk.page(), "older-notice");

            walk.acceptNotice();
            assertThat(walk.headings()).containsExactly(CONTACTS_API, "Ihr Profil");
            assertThat(walk.scopes(CONTACTS_API)).containsExactly("Read your contacts");
            Looks.assertGood(walk.page(), "older-consent");
            assertThat(walk.press("kc-login").application()).containsKey("code");

            server.admin().configure(Map.of("refusal", "reject"));
            LoginWalk refused = new LoginWalk(CHROMIUM.newBrowser("de-DE"), server.oauth())
                    .device(client.asking(SCOPE).device())
                    .logIn(ANNA);
            assertThat(refused.title()).isEqualTo("Der Zugriff wird nicht gewährt");
            Looks.assertGood(refused.page(), "older-refusal");
        } finally {
            server.admin().configure(Map.of());
        }
    }

    /** In Keycloak's own theme and in the product's: an older server formats what looks like a message's key, too. */
    @Test
    void showsTextsAsTheyWereWritten() {
        Answer put = server.administration().put("apis/" + HardTexts.API, HardTexts.definition());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        HardTexts.names().forEach(name -> server.admin().give(ANNA, HardTexts.API, name));
        try {
            for (String theme : List.of("keycloak.v2", "permission-scopes")) {
                server.useTheme(theme);
                Page consent = server.oauth()
                        .login(
                                server.oauth().browser(),
                                server.oauth().authorizationUrl(CONSENT_APP, HardTexts.request(), Map.of()),
                                ANNA,
                                PASSWORD);

                assertThat(consent.document().select("#kc-oauth li").eachText())
                        .as(theme + consent.text())
                        .containsAll(HardTexts.shown());
            }
        } finally {
            server.useTheme("permission-scopes");
            server.administration().delete("apis/" + HardTexts.API);
        }
    }

    @Test
    void keepsItsSettingsWhateverIsClickedInTheConsole() {
        try {
            for (String order : SettingsWalk.ORDERS) {
                new SettingsWalk(CHROMIUM.newBrowser(), server.realm(), server.realmUrl(), server::administration)
                        .begin()
                        .walk(order);
            }
        } finally {
            server.admin().configure(Map.of());
            server.admin().turnSwitch(true);
        }
    }

    @Test
    void otherFormsOfItsConsoleKeepWhatTheyDoNotShow() {
        String clientId = "letters-api";
        server.administration().put("apis/" + clientId, Map.of("scopes", List.of(Map.of("name", "read:letters"))));
        new ConsoleForms(CHROMIUM.newBrowser(), server.realm(), server.realmUrl())
                .logIn("nora", PASSWORD)
                .assertScopeKept("read:letters")
                .assertClientKept(CONTACTS_APP)
                .assertRoleKept(clientId, "read:letters")
                .assertMapperKept(CONTACTS_APP)
                .assertConditionKept();
        server.administration().delete("apis/" + clientId);
    }

    /** Keycloak 26.0 takes the first pending action for the one that the client asked for. */
    @Test
    void aClientCannotSkipItsPagesByAskingForAnAction() {
        server.admin().setPriority(-1);
        Map<String, String> unsupported = Map.of("kc_action", "VERIFY_EMAIL");
        try {
            server.admin().configure(Map.of("refusal", "reject"));
            assertThat(logIn(ANNA, unsupported).parameter("error")).isEqualTo("invalid_scope");

            server.admin().configure(Map.of("notice", "true"));
            Browser browser = server.oauth().browser();
            Page notice = browser.submit(
                    browser.open(server.oauth().authorizationUrl(EveryGrantClient.ID, SCOPE, unsupported)),
                    Map.of("username", ANNA, "password", PASSWORD));
            assertThat(notice.document().selectFirst("#permission-scopes-notice"))
                    .as("%s %s", notice.uri(), notice.document().text())
                    .isNotNull();
            assertGrants(client.exchange(browser.submit(notice, Map.of("accept", "true"))), "read:contacts");
        } finally {
            server.admin().setPriority(0);
            server.admin().configure(Map.of());
        }
    }

    @Test
    void followsAClientThatIsRenamed() {
        server.admin().configure(Map.of("reportOnlyApis", EVENTS_API, "refusal", "strip"));
        server.admin().createScope("read:minutes", EveryGrantClient.ID, Map.of("permissionScopes.api", EVENTS_API));
        server.admin().renameClient(EVENTS_API, "events");
        try {
            assertThat(server.admin().theSwitch().getConfig())
                    .isEqualTo(Map.of("reportOnlyApis", "events", "refusal", "strip"));
            assertThat(server.admin().scope("read:minutes").getAttributes())
                    .containsEntry("permissionScopes.api", "events");
        } finally {
            server.admin().renameClient("events", EVENTS_API);
            server.admin().deleteScope("read:minutes");
            server.admin().configure(Map.of());
        }
    }

    @Test
    void narrowsACode() {
        server.assertNarrowed(
                EveryGrantClient.ID,
                () -> client.exchange(client.asking(SCOPE).as(ANNA).login()),
                EventType.CODE_TO_TOKEN);
    }

    /** The end of a login; and the one of {@code prompt=none}, which Keycloak makes in its own way. */
    @Test
    void aRedirectTellsItsScope() {
        Browser browser = server.oauth().browser();
        Map<String, String> asked = Map.of("response_type", "id_token token");
        Map<String, String> silent = Map.of("response_type", "id_token token", "prompt", "none");

        Page first = server.oauth()
                .login(browser, server.oauth().authorizationUrl(EveryGrantClient.ID, SCOPE, asked), ANNA, PASSWORD);
        Page second = browser.open(server.oauth().authorizationUrl(EveryGrantClient.ID, SCOPE, silent));

        for (Page redirect : List.of(first, second)) {
            assertThat(redirect.parameter("scope"))
                    .as("%s", redirect.uri())
                    .isEqualTo(TokenAnswer.claims(redirect.parameter("access_token"))
                            .path("scope")
                            .asText())
                    .contains("read:contacts")
                    .doesNotContain("delete:contacts");
        }
    }

    @Test
    void narrowsAPasswordGrant() {
        server.assertNarrowed(
                EveryGrantClient.ID, () -> client.asking(SCOPE).as(ANNA).byPassword(), EventType.LOGIN);
    }

    /** Keycloak 26.0 tells nobody that a role is mapped; the transaction that deletes it writes the mark. */
    @Test
    void aScopeStaysClosedWhenItsRoleIsDeleted() {
        String scope = "archive:contacts";
        RealmAdmin admin = server.admin();
        admin.createPermission(CONTACTS_API, scope);
        admin.createScope(scope, EveryGrantClient.ID, Map.of());
        admin.map(scope, CONTACTS_API, scope);
        try {
            admin.client(CONTACTS_API).roles().deleteRole(scope);

            assertThat(admin.scope(scope).getAttributes())
                    .containsEntry(PermissionScopes.PROTECTED, "true")
                    .containsEntry(PermissionScopes.MARKED, "true");
            assertThat(client.asking("openid " + scope).as(CARL).byPassword().scope())
                    .doesNotContain(scope);
        } finally {
            admin.deleteScope(scope);
        }
    }

    @Test
    void narrowsClientCredentials() {
        server.assertNarrowed(
                EveryGrantClient.ID, () -> client.asking(SCOPE).byClientCredentials(), EventType.CLIENT_LOGIN);
    }

    @Test
    void narrowsARefresh() {
        TokenAnswer wide =
                server.withoutTheProduct(() -> client.asking(SCOPE).as(ANNA).byPassword());

        server.assertNarrowed(EveryGrantClient.ID, () -> client.refresh(wide), EventType.REFRESH_TOKEN);
    }

    @Test
    void narrowsADevice() {
        server.assertNarrowed(
                EveryGrantClient.ID, () -> device(client, ANNA, SCOPE), EventType.OAUTH2_DEVICE_CODE_TO_TOKEN);
    }

    @Test
    void narrowsABackchannelLogin() {
        server.assertNarrowed(EveryGrantClient.ID, () -> backchannel(client, SCOPE), EventType.AUTHREQID_TO_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {CONTACTS_API, "https://contacts-api.example"})
    void isForTheNamedApi(String name) {
        OneApi api = OneApi.CONTACTS;
        OAuthClient naming = naming(name);
        inFullScope(() -> {
            assertForContacts(api, client.exchange(login(Map.of("resource", name))));
            assertForContacts(api, client.exchange(login(Map.of("audience", name))));
            TokenAnswer password = naming.asking(SCOPE).as(CARL).byPassword();
            assertForContacts(api, password);
            assertForContacts(api, naming.refresh(password));
            api.assertToken(naming.asking(SCOPE).byClientCredentials(), List.of("read:contacts"));
            Device device = naming.asking(SCOPE).device();
            device.verify(CARL).accept();
            assertForContacts(api, client.poll(device));
            Page redirect = server.oauth()
                    .login(
                            server.oauth().browser(),
                            server.oauth()
                                    .authorizationUrl(
                                            EveryGrantClient.ID,
                                            SCOPE,
                                            Map.of("resource", name, "response_type", "id_token token")),
                            CARL,
                            PASSWORD);
            api.assertClaims(TokenAnswer.claims(redirect.parameter("access_token")), CONTACTS);
        });
    }

    @Test
    void isForTheNamedApiOfAPushedRequestAndOfABackchannelRequest() {
        OneApi api = OneApi.CONTACTS;
        inFullScope(() -> {
            TokenAnswer pushed = server.oauth()
                    .postForm(
                            "ext/par/request",
                            server.oauth()
                                    .authorizationRequest(
                                            EveryGrantClient.ID,
                                            SCOPE,
                                            Map.of("resource", CONTACTS_API, "client_secret", SECRET)));
            String url = server.oauth().endpoint("auth") + "?client_id=" + EveryGrantClient.ID + "&request_uri="
                    + pushed.body().path("request_uri").asText();
            assertForContacts(
                    api, client.exchange(server.oauth().login(server.oauth().browser(), url, CARL, PASSWORD)));
            try (AuthenticationDevice phone = new AuthenticationDevice(server.realmUrl())) {
                TokenAnswer asked = naming(CONTACTS_API).asking(SCOPE).as(CARL).backchannel();
                phone.approve();
                assertForContacts(api, client.fetch(asked));
            }
        });
    }

    @Test
    void isForNoOtherApi() {
        for (String other : List.of(EVENTS_API, "account", "nobody", "\u0000", "contacts-api\n", "")) {
            assertInvalidTarget(naming(other).asking(SCOPE).as(CARL).byPassword());
        }
        TokenAnswer contacts = naming(CONTACTS_API).asking(SCOPE).as(CARL).byPassword();
        assertInvalidTarget(naming(EVENTS_API).refresh(contacts));
        assertInvalidTarget(naming(EVENTS_API).exchange(login(Map.of("resource", CONTACTS_API))));
        for (String other : List.of(EVENTS_API, "nobody")) {
            assertThat(login(Map.of("resource", other)).parameter("error")).isEqualTo("invalid_target");
        }
    }

    /** Before 26.6 nothing of ours sees these tokens before they are signed. */
    @Test
    void exchangesForTheNamedApiOrNotAtAll() {
        TokenAnswer subject = client.asking(SCOPE).as(CARL).byPassword();
        TokenAnswer exchanged = naming(CONTACTS_API).asking(SCOPE).byTokenExchange(subject);
        if (TestServers.olderIsSince("26.6")) {
            OneApi.CONTACTS.assertToken(exchanged, CONTACTS);
        } else {
            assertInvalidTarget(exchanged);
        }
        if (server.hasJwtGrant() && !TestServers.olderIsSince("26.6")) {
            assertInvalidTarget(naming(CONTACTS_API).asking(SCOPE).byAssertion(server.assertion(CARL)));
        }
    }

    @Test
    void asksForASecondFactorForAScopeThatNeedsIt() {
        StepUpFlows flows = new StepUpFlows(server.realm());
        flows.byScope(
                EveryGrantClient.ID,
                StepUpFlows.PASSWORD_AGAIN,
                Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", "2", "maxAge", "3600"));
        fromLevelTwo(() -> {
            Browser browser = server.oauth().browser();
            String few = client.asking("openid read:contacts").url();
            Page first = server.oauth().login(browser, few, CARL, PASSWORD);
            assertGrants(client.exchange(first), "read:contacts");

            Page asked = browser.open(client.asking(SCOPE).url());
            assertThat(asked.asksFor("password")).as("second form").isTrue();
            TokenAnswer answer = client.exchange(browser.submit(asked, Map.of("password", PASSWORD)));

            assertEverywhere(server.oauth(), EveryGrantClient.ID, Map.of("client_secret", SECRET), answer, CONTACTS);
            assertGrants(client.asking(SCOPE).byTokenExchange(answer), CONTACTS);
            assertGrants(client.exchange(browser.open(client.asking(SCOPE).url())), CONTACTS);
            assertGrants(client.asking(SCOPE).as(CARL).byPassword(), "read:contacts");
            // Who may not have the scope is not asked.
            assertGrants(client.exchange(client.asking(SCOPE).as(ANNA).login()), "read:contacts");
        });
        flows.none(EveryGrantClient.ID);
    }

    /** The flow of docs/authenticator.md; and a word of the one of which it warns, in which nobody logs in. */
    @Test
    void theAuthenticatorStandsAfterTheSubFlowThatLogsIn() throws IOException {
        Map<String, Map<String, String>> strict = Map.of(PermissionScopes.DISPLAY_NAME, Map.of("refusal", "reject"));
        String flow = new FlowTable(Path.of("docs/authenticator.md"), "The browser flow")
                .build(server.realm(), "strict", strict);
        server.realm().flows().copy("browser", Map.of("newName", "locked")).close();
        new FlowAdmin(server.realm())
                .step(
                        "locked",
                        PermissionScopes.AUTHENTICATOR_ID,
                        "REQUIRED",
                        strict.get(PermissionScopes.DISPLAY_NAME));
        try {
            server.admin().overrideFlow(EveryGrantClient.ID, "browser", flow);
            Browser browser = server.oauth().browser();
            String few = client.asking("openid read:contacts").url();
            assertGrants(client.exchange(server.oauth().login(browser, few, ANNA, PASSWORD)), "read:contacts");
            assertGrants(client.exchange(browser.open(few)), "read:contacts");
            assertThat(browser.open(client.asking(SCOPE).url()).parameter("error"))
                    .isEqualTo("invalid_scope");

            assertThat(server.administration().get("status").text()).contains("step_beside_alternatives");
        } finally {
            server.admin().overrideFlow(EveryGrantClient.ID, "browser", "");
        }
    }

    @Test
    void stopsADefaultScopeBelowItsLevel() {
        StepUpFlows flows = new StepUpFlows(server.realm());
        flows.byLevel(OlderServer.DEFAULT_ID, 36_000);
        fromLevelTwo(() -> {
            Browser browser = server.oauth().browser();
            assertNoToken(
                    withDefault.exchange(withDefault.asking("openid").as(CARL).login()), "invalid_scope");
            String url = server.oauth().authorizationUrl(OlderServer.DEFAULT_ID, "openid", Map.of("acr_values", "2"));
            Page second = server.oauth().login(browser, url, CARL, PASSWORD);
            assertThat(withDefault
                            .exchange(browser.submit(second, Map.of("password", PASSWORD)))
                            .scope())
                    .contains(DELETE_CONTACTS);
        });
        flows.none(OlderServer.DEFAULT_ID);
    }

    private static void fromLevelTwo(Runnable test) {
        server.admin().setScopeAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "2");
        try {
            test.run();
        } finally {
            server.admin().setScopeAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "");
        }
    }

    private static OAuthClient naming(String name) {
        return client.disguised(form -> OneApi.naming(form, Map.of("resource", name)));
    }

    private static Page login(Map<String, String> named) {
        return logIn(CARL, named);
    }

    private static Page logIn(String user, Map<String, String> more) {
        OAuth oauth = server.oauth();
        Browser browser = oauth.browser();
        Page page = browser.open(oauth.authorizationUrl(EveryGrantClient.ID, SCOPE, more));
        return page.parameter("error") != null
                ? page
                : browser.submit(page, Map.of("username", user, "password", PASSWORD));
    }

    /** Before 26.7 everybody may introspect every token; the API itself, which has no login, may not. */
    private static void assertForContacts(OneApi api, TokenAnswer answer) {
        api.assertToken(answer, CONTACTS);
        TokenAnswer refreshed = client.refresh(answer);
        api.assertToken(refreshed, CONTACTS);
        if (!TestServers.olderIsSince("26.7")) {
            api.assertNarrow(
                    server.oauth()
                            .introspect(TestRealm.RESOURCE_SERVER, SECRET, refreshed.accessToken())
                            .body(),
                    CONTACTS);
        }
    }

    /** With all roles of the user in the tokens, of other clients too. */
    private static void inFullScope(Runnable test) {
        server.admin().setFullScope(EveryGrantClient.ID, true);
        server.admin().give(CARL, EVENTS_API, "view:events");
        try {
            assertThat(client.asking(SCOPE)
                            .as(CARL)
                            .byPassword()
                            .accessClaims()
                            .path("resource_access")
                            .size())
                    .isGreaterThan(1);
            test.run();
        } finally {
            server.admin().take(CARL, EVENTS_API, "view:events");
            server.admin().setFullScope(EveryGrantClient.ID, false);
        }
    }

    /** Until 26.2, either is the legacy one. */
    @ParameterizedTest
    @ValueSource(strings = {EveryGrantClient.ID, EveryGrantClient.LEGACY_ID})
    void narrowsAnExchange(String clientId) {
        OAuthClient exchanging = server.client(clientId);
        TokenAnswer wide =
                server.withoutTheProduct(() -> exchanging.asking(SCOPE).as(ANNA).byPassword());

        server.assertNarrowed(clientId, () -> exchanging.asking(SCOPE).byTokenExchange(wide), EventType.TOKEN_EXCHANGE);
    }

    /** The grant is there since 26.5. On a server that does not know it, the product must not seem to bring it. */
    @Test
    void narrowsAJwtGrantOrLeavesItUnknown() {
        if (server.hasJwtGrant()) {
            server.assertNarrowed(
                    EveryGrantClient.ID,
                    () -> client.asking(SCOPE).byAssertion(server.assertion(ANNA)),
                    server.jwtGrantEvent());
            assertGrants(client.asking("delete:contacts").byAssertion(server.assertion(ANNA)), List.of());
        } else {
            assertThat(client.asking(SCOPE).byAssertion(server.assertion(ANNA)).error())
                    .isEqualTo("unsupported_grant_type");
        }
    }

    @Test
    void narrowsTheTokensOfARedirect() {
        assertThat(token(client, ANNA, SCOPE)).contains("read:contacts").doesNotContain(DELETE_CONTACTS);
        assertThat(token(client, CARL, SCOPE)).containsAll(CONTACTS);
    }

    @Test
    void stopsADefaultScopeInAPasswordGrant() {
        server.assertStopped(
                () -> withDefault.asking("openid").as(ANNA).byPassword(), EventType.LOGIN, EventType.LOGIN_ERROR);
    }

    @Test
    void stopsADefaultScopeAtACode() {
        server.assertStopped(
                () -> withDefault.exchange(withDefault.asking("openid").as(ANNA).login()),
                EventType.CODE_TO_TOKEN,
                EventType.CODE_TO_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeInClientCredentials() {
        server.assertStopped(
                () -> withDefault.asking("openid").byClientCredentials(),
                EventType.CLIENT_LOGIN,
                EventType.CLIENT_LOGIN_ERROR);
    }

    @Test
    void stopsADefaultScopeAtARefresh() {
        TokenAnswer wide = server.withoutTheProduct(
                () -> withDefault.asking("openid").as(ANNA).byPassword());

        server.assertStopped(() -> withDefault.refresh(wide), EventType.REFRESH_TOKEN, EventType.REFRESH_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeOfADevice() {
        server.assertStopped(
                () -> device(withDefault, ANNA, "openid"),
                EventType.OAUTH2_DEVICE_CODE_TO_TOKEN,
                EventType.OAUTH2_DEVICE_CODE_TO_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeOfABackchannelLogin() {
        server.assertStopped(
                () -> backchannel(withDefault, "openid"),
                EventType.AUTHREQID_TO_TOKEN,
                EventType.AUTHREQID_TO_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeInALegacyExchange() {
        TokenAnswer wide = server.withoutTheProduct(
                () -> withDefault.asking("openid").as(ANNA).byPassword());

        server.assertStopped(
                () -> withDefault.asking("openid").byTokenExchange(wide),
                EventType.TOKEN_EXCHANGE,
                EventType.TOKEN_EXCHANGE_ERROR);
    }

    @Test
    void stopsADefaultScopeInAUmaTicket() {
        TokenAnswer wide = server.withoutTheProduct(
                () -> withDefault.asking("openid").as(ANNA).byPassword());

        server.assertStopped(
                () -> withDefault.ticket(wide), EventType.PERMISSION_TOKEN, EventType.PERMISSION_TOKEN_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token token", "code token", "code id_token token"})
    void stopsADefaultScopeInARedirect(String responseType) {
        server.assertStoppedRedirect(() -> withDefault
                .asking("openid")
                .with("response_type", responseType)
                .as(ANNA)
                .login());
    }

    @Test
    void servesWhoHoldsEveryRole() {
        String scope = "openid read:contacts";
        TokenAnswer login =
                withDefault.exchange(withDefault.asking(scope).as(CARL).login());
        assertGrants(login, CONTACTS);
        assertGrants(withDefault.refresh(login), CONTACTS);
        assertGrants(withDefault.asking(scope).as(CARL).byPassword(), CONTACTS);
        assertGrants(device(withDefault, CARL, scope), CONTACTS);
        assertGrants(withDefault.asking(scope).byTokenExchange(login), CONTACTS);
        assertThat(TokenAnswer.scope(withDefault.ticket(login).accessClaims())).contains(DELETE_CONTACTS);
        assertThat(token(withDefault, CARL, scope)).containsAll(CONTACTS);
        String account = OlderServer.DEFAULT_SERVICE_ACCOUNT;
        server.admin().give(account, CONTACTS_API, DELETE_CONTACTS);
        try {
            assertGrants(withDefault.asking(scope).byClientCredentials(), CONTACTS);
        } finally {
            server.admin().take(account, CONTACTS_API, DELETE_CONTACTS);
        }
    }

    @Test
    void takesTheCallsOfAdministrators() {
        Administration rest = server.administration();
        Map<String, Object> api = Map.of(
                "name",
                "Customers",
                "identifier",
                "https://crm.example",
                "clients",
                List.of(EveryGrantClient.ID),
                "scopes",
                List.of(Map.of("name", "read:customers", "description", "See your customers")));
        assertThat(rest.put("apis/crm-api", api).status()).isEqualTo(201);
        try {
            assertThat(rest.put("apis/crm-api", api).status()).as("again").isEqualTo(200);
            assertThat(rest.get("apis/crm-api").body().path("scopes").findValuesAsText("name"))
                    .containsExactly("read:customers");
            server.admin().give(ANNA, "crm-api", "read:customers");
            assertThat(client.asking("openid read:customers")
                            .as(ANNA)
                            .byPassword()
                            .scope())
                    .contains("read:customers");
            assertThat(client.asking("openid read:customers")
                            .as(CARL)
                            .byPassword()
                            .scope())
                    .doesNotContain("read:customers");
            assertThat(rest.get("apis/crm-api/permissions/read:customers/holders")
                            .body()
                            .path("holders")
                            .findValuesAsText("username"))
                    .containsExactly(ANNA);

            assertThat(rest.get("bundle").body().path("apis").findValuesAsText("clientId"))
                    .contains("crm-api", CONTACTS_API);
            Map<String, Object> bundle =
                    Map.of("apis", List.of(rest.get("apis/crm-api").body()));
            assertThat(rest.post("plan", bundle).body().path("changes")).isEmpty();
            Map<String, Object> renamed = Map.of("apis", List.of(Map.of("clientId", "crm-api", "name", "Clients")));
            assertThat(rest.post("plan", renamed).body().path("changes")).hasSize(1);
            Answer applied = rest.post("apply", renamed);
            assertThat(applied.status()).as(applied.text()).isEqualTo(200);
            assertThat(rest.get("apis/crm-api").body().path("name").asText()).isEqualTo("Clients");

            JsonNode explained = rest.post(
                            "explain",
                            Map.of("user", ANNA, "client", EveryGrantClient.ID, "scope", SCOPE + " read:customers"))
                    .body();
            assertThat(explained.path("scopes").findValuesAsText("verdict"))
                    .containsExactly("passed_through", "granted", "refused", "granted");
            JsonNode status = rest.get("status").body();
            assertThat(status.path("enabled").asBoolean()).isTrue();
            assertThat(status.path("seams").findValuesAsText("live"))
                    .isNotEmpty()
                    .doesNotContain("false");
            assertThat(rest.get("report").body().path("eventsEnabled").asBoolean())
                    .isTrue();
        } finally {
            assertThat(rest.delete("apis/crm-api").status()).isBetween(200, 204);
        }
        assertThat(rest.get("apis/crm-api").status()).isEqualTo(404);
    }

    @Test
    void takesTheRolesOfAnAdministratorFromTheToken() {
        server.admin().give(ANNA, "realm-management", "view-clients");
        try {
            assertThat(administrationWithTheTokenOf(ANNA).get("apis").status()).isEqualTo(403);
            inFullScope(() -> {
                assertThat(administrationWithTheTokenOf(ANNA).get("apis").status())
                        .isEqualTo(200);
                assertThat(administrationWithTheTokenOf(ANNA).get("bundle").status())
                        .as("another role")
                        .isEqualTo(403);
            });
        } finally {
            server.admin().take(ANNA, "realm-management", "view-clients");
        }
    }

    private static Administration administrationWithTheTokenOf(String user) {
        return new Administration(
                server.realmUrl(), client.asking("openid").as(user).byPassword().accessToken());
    }

    @Test
    void countsAtTheMetricsEndpoint() {
        MetricsPage before = TestServers.metrics();

        client.asking(SCOPE).as(ANNA).byPassword();

        assertThat(TestServers.metrics().since(before))
                .isEqualTo(Map.of(
                        "tour enforce granted none", 1L,
                        "tour enforce refused not_permitted", 1L));
    }

    @Test
    void theMapperNamesPermissionsAndFollowsTheProfileOfRfc9068() {
        server.admin().addMapper(EveryGrantClient.ID, Map.of("permissions.include", "all", "token.dialect", "rfc9068"));
        try {
            TokenAnswer answer = client.exchange(
                    client.asking("openid read:contacts").as(CARL).login());

            assertEverywhere(
                    server.oauth(),
                    EveryGrantClient.ID,
                    Map.of("client_secret", SECRET),
                    answer,
                    List.of("read:contacts"));
            assertThat(TokenAnswer.header(answer.accessToken()).path("typ").asText())
                    .isEqualTo("at+jwt");
            assertThat(answer.accessClaims().path("client_id").asText()).isEqualTo(EveryGrantClient.ID);
            String permissions = "[\"delete:contacts\",\"read:contacts\"]";
            assertThat(answer.accessClaims().path("permissions")).hasToString(permissions);
            assertThat(server.oauth()
                            .introspect(TestRealm.RESOURCE_SERVER, SECRET, answer.accessToken())
                            .body()
                            .path("permissions"))
                    .hasToString(permissions);
        } finally {
            server.admin().removeMapper(EveryGrantClient.ID);
        }
    }

    private static Iterable<String> token(OAuthClient client, String user, String scope) {
        return TokenAnswer.scope(TokenAnswer.claims(client.asking(scope)
                .with("response_type", "id_token token")
                .as(user)
                .login()
                .parameter("access_token")));
    }

    private static TokenAnswer device(OAuthClient client, String user, String scope) {
        Device device = client.asking(scope).device();
        device.verify(user).accept();
        return client.poll(device);
    }

    private static TokenAnswer backchannel(OAuthClient client, String scope) {
        try (AuthenticationDevice phone = new AuthenticationDevice(server.realmUrl())) {
            TokenAnswer asked = client.asking(scope).as(ANNA).backchannel();
            phone.approve();
            return client.fetch(asked);
        }
    }
}
