package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.EveryGrantClient.SERVICE_ACCOUNT;
import static io.github.permissionscopes.it.support.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.faults.Fault;
import io.github.permissionscopes.it.support.*;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.OAuth.Form;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;

/**
 * The product reads in vain, or what it has read disappears. Carl holds all that he asks for, and gets it as soon as
 * nothing fails: nothing that he has is lost.
 */
class FaultsIT {

    private static final List<String> NOTHING = List.of();
    private static final int MANY = 250;

    /** The grant that tries another one ({@code TryingGrantFactory}). */
    private static final String TRY = "urn:test:try";

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static FaultyRealm realm;
    private static EveryGrantClient client;

    /** Every fault with which a read fails. */
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = ".*_DISAPPEARS")
    private @interface EveryFailure {}

    /** Those after which Keycloak can still write what a login or a token needs. */
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_NONE,
            names = {".*_DISAPPEARS", "TRANSACTION_BREAKS"})
    private @interface EveryFailureThatKeepsTheTransaction {}

    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = ".*_DISAPPEARS")
    private @interface EveryDisappearance {}

    @BeforeAll
    static void start() throws Exception {
        realm = new FaultyRealm();
        client = new EveryGrantClient(realm.oauth(), EveryGrantClient.ID);
    }

    @AfterAll
    static void stop() {
        realm.close();
    }

    @AfterEach
    void nothingFails() {
        realm.cancel();
        realm.repair();
        assertGrants(client.password("carl", SCOPE), CONTACTS);
    }

    @EveryFailureThatKeepsTheTransaction
    void aLoginGoesOnWithoutProtectedScopes(Fault fault) {
        realm.order(fault, "carl");

        Page callback = client.login("carl", SCOPE, "code");

        realm.assertNotEvaluated(EventType.LOGIN);
        realm.assertOthersAreServed("carl");
        realm.cancel();
        assertGrants(client.exchangeCode(callback), NOTHING);
    }

    @EveryFailureThatKeepsTheTransaction
    void aLoginForADeviceGoesOnWithoutProtectedScopes(Fault fault) {
        TokenAnswer device = client.device(SCOPE);
        Browser browser = realm.oauth().browser();
        realm.order(fault, "carl");

        Page consent = client.verifyDevice(browser, device, "carl");

        assertThat(consent.text()).contains("grant these access").doesNotContain("contacts");
        realm.assertNotEvaluated(EventType.CUSTOM_REQUIRED_ACTION);
        realm.assertOthersAreServed("carl");
        realm.cancel();
        consent.accept();
        assertGrants(client.pollDevice(device), NOTHING);
    }

    @EveryFailureThatKeepsTheTransaction
    void aPasswordGrantGoesOnWithoutProtectedScopes(Fault fault) {
        realm.order(fault, "carl");

        assertGrants(client.password("carl", SCOPE), NOTHING);

        realm.assertNotEvaluated(EventType.LOGIN);
        realm.assertOthersAreServed("carl");
    }

    @EveryFailureThatKeepsTheTransaction
    void clientCredentialsGoOnWithoutProtectedScopes(Fault fault) {
        assertGrants(client.clientCredentials(SCOPE), "read:contacts");
        realm.order(fault, SERVICE_ACCOUNT);

        assertGrants(client.clientCredentials(SCOPE), NOTHING);

        realm.assertNotEvaluated(EventType.CLIENT_LOGIN);
        realm.assertOthersAreServed(SERVICE_ACCOUNT);
    }

    /** Keycloak goes on to the end and then writes nothing: the tokens are of a session that is not there. */
    @Test
    void aBrokenTransactionLeavesNothingToUse() {
        realm.order(Fault.TRANSACTION_BREAKS, "carl");
        assertGrants(client.password("carl", SCOPE), NOTHING);
        realm.assertLogged();
        Page callback = client.login("carl", SCOPE, "code");
        realm.assertOthersAreServed("carl");
        realm.cancel();
        assertThat(client.exchangeCode(callback).error()).isEqualTo("invalid_grant");

        realm.order(Fault.TRANSACTION_BREAKS, SERVICE_ACCOUNT);
        assertGrants(client.clientCredentials(SCOPE), NOTHING);
        realm.assertLogged();
        realm.assertOthersAreServed(SERVICE_ACCOUNT);
    }

    @EveryFailure
    void aCodeIsNotExchangedAndNotUsedUp(Fault fault) {
        Page callback = client.login("carl", SCOPE, "code");
        realm.assertRejected(fault, "carl", () -> client.exchangeCode(callback), EventType.CODE_TO_TOKEN_ERROR);
        assertGrants(client.exchangeCode(callback), CONTACTS);
    }

    @EveryFailure
    void aRefreshIsRejectedAndNothingIsNarrowed(Fault fault) {
        TokenAnswer tokens = client.password("carl", SCOPE);
        realm.assertRejected(fault, "carl", () -> client.refresh(tokens), EventType.REFRESH_TOKEN_ERROR);
        assertGrants(client.refresh(tokens), CONTACTS);
    }

    @EveryFailure
    void aDeviceCodeIsNotExchangedAndNotUsedUp(Fault fault) {
        TokenAnswer device = client.device(SCOPE);
        client.approveDevice(device, "carl");
        realm.assertRejected(
                fault, "carl", () -> client.pollDevice(device), EventType.OAUTH2_DEVICE_CODE_TO_TOKEN_ERROR);
        assertGrants(client.pollDevice(device), CONTACTS);
    }

    @EveryFailure
    void aTokenIsNotExchanged(Fault fault) {
        TokenAnswer tokens = client.password("carl", SCOPE);
        realm.assertRejected(fault, "carl", () -> client.exchangeToken(tokens, SCOPE), EventType.TOKEN_EXCHANGE_ERROR);
        assertGrants(client.exchangeToken(tokens, SCOPE), CONTACTS);
    }

    /** In vain is read what Carl holds, and among which scopes the API of the grant is looked for. */
    @EveryFailure
    void backchannelTokensAreNotFetchedAndNotUsedUp(Fault fault) {
        EveryGrantClient naming = client.disguised(FaultsIT::namingTheContacts);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (EveryGrantClient asking : List.of(client, naming)) {
                for (String victim : List.of("carl", EveryGrantClient.ID)) {
                    TokenAnswer asked = asking.ask("carl", SCOPE);
                    phone.approve();
                    realm.assertRejected(
                            fault, victim, () -> asking.pollAsked(asked), EventType.AUTHREQID_TO_TOKEN_ERROR);
                    assertThat(asking.pollAsked(asked).scope())
                            .as("as soon as nothing fails")
                            .containsAll(CONTACTS);
                }
            }
        }
    }

    /** As without the product, which looks at no {@code resource}; the event tells, the metrics, and the log. */
    @EveryFailureThatKeepsTheTransaction
    void aFaultWhileBackchannelTokensAreFetchedIsOnlyReported(Fault fault) {
        realm.admin().configure(Map.of("mode", "report", "refusal", "reject"));
        EveryGrantClient naming = client.disguised(FaultsIT::namingTheContacts);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (String victim : List.of("carl", EveryGrantClient.ID)) {
                TokenAnswer asked = naming.ask("carl", SCOPE);
                phone.approve();
                MetricsPage before = TestServers.metrics();
                realm.order(fault, victim);

                TokenAnswer answer = naming.pollAsked(asked);

                realm.assertNotEvaluated(EventType.AUTHREQID_TO_TOKEN);
                realm.cancel();
                assertGrants(answer, CONTACTS);
                assertThat(TestServers.metrics().since(before))
                        .as("%s cannot be read", victim)
                        .containsOnlyKeys(GrantTour.REALM + " report refused evaluation_failed");
            }
        } finally {
            realm.admin().configure(Map.of());
        }
    }

    private static Form namingTheContacts(Form form) {
        return new Form(form.endpoint(), form.body() + "&resource=https%3A%2F%2Fcontacts-api.example");
    }

    /** Carl's roles cannot be read, and the client's scopes cannot, which the named API is looked for among. */
    @EveryFailureThatKeepsTheTransaction
    void reportModeChangesNothingOnAFault(Fault fault) {
        realm.admin().configure(Map.of("mode", "report", "refusal", "reject"));
        EveryGrantClient naming = client.disguised(
                form -> new Form(form.endpoint(), form.body() + "&resource=https%3A%2F%2Fnobody.example"));
        TokenAnswer tokens = client.password("carl", SCOPE);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (String victim : List.of("carl", EveryGrantClient.ID, SERVICE_ACCOUNT)) {
                realm.order(fault, victim);

                assertGrants(naming.password("carl", SCOPE), CONTACTS);
                assertThat(naming.clientCredentials(SCOPE).scope()).containsAll(CONTACTS);
                assertGrants(naming.refresh(tokens), CONTACTS);
                assertGrants(naming.exchangeToken(tokens, SCOPE), CONTACTS);
                Page callback = realm.oauth()
                        .login(
                                realm.oauth().browser(),
                                realm.oauth()
                                        .authorizationUrl(
                                                EveryGrantClient.ID,
                                                SCOPE,
                                                Map.of("resource", "https://nobody.example")),
                                "carl",
                                PASSWORD);
                assertGrants(naming.exchangeCode(callback), CONTACTS);
                TokenAnswer device = naming.device(SCOPE);
                client.approveDevice(device, "carl");
                assertGrants(naming.pollDevice(device), CONTACTS);
                TokenAnswer asked = naming.ask("carl", SCOPE);
                phone.approve();
                assertGrants(naming.pollAsked(asked), CONTACTS);
                assertThat(naming.ticket(tokens).status()).isEqualTo(200);
                realm.assertLogged();
                realm.cancel();
            }
        } finally {
            realm.admin().configure(Map.of());
        }
    }

    @Test
    void aFaultInReportModeIsInTheEventAndCounted() {
        realm.admin().configure(Map.of("mode", "report"));
        MetricsPage before = TestServers.metrics();
        try {
            realm.order(Fault.CODE_FAILS, EveryGrantClient.ID);

            client.disguised(form -> new Form(form.endpoint(), form.body() + "&resource=https%3A%2F%2Fnobody.example"))
                    .clientCredentials("openid");

            realm.assertNotEvaluated(EventType.CLIENT_LOGIN);
            realm.cancel();
            assertThat(TestServers.metrics().since(before))
                    .containsEntry(GrantTour.REALM + " report refused evaluation_failed", 1L);
        } finally {
            realm.admin().configure(Map.of());
        }
    }

    /** Nothing is known to be protected then, or not to be. */
    @EveryFailure
    void aClientWhoseScopesCannotBeReadGetsNoToken(Fault fault) {
        String id = EveryGrantClient.ID;
        EveryGrantClient naming = client.disguised(FaultsIT::namingTheContacts);
        Page callback = client.login("carl", SCOPE, "code");
        TokenAnswer tokens = client.password("carl", SCOPE);
        realm.assertRejected(fault, id, () -> client.password("carl", SCOPE), EventType.LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> naming.password("carl", SCOPE), EventType.LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> client.clientCredentials(SCOPE), EventType.CLIENT_LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> client.exchangeCode(callback), EventType.CODE_TO_TOKEN_ERROR);
        realm.assertRejected(fault, id, () -> client.refresh(tokens), EventType.REFRESH_TOKEN_ERROR);
        realm.assertRejected(fault, id, () -> client.exchangeToken(tokens, SCOPE), EventType.TOKEN_EXCHANGE_ERROR);
    }

    @Test
    void whatCannotBeJudgedIsCounted() {
        TokenAnswer tokens = client.password("carl", SCOPE);
        MetricsPage before = TestServers.metrics();
        realm.order(Fault.CODE_FAILS, "carl");

        client.refresh(tokens);
        client.password("carl", SCOPE);

        realm.cancel();
        assertThat(TestServers.metrics().since(before))
                .as("a refresh, which is rejected, and two scopes, which are refused")
                .isEqualTo(Map.of(GrantTour.REALM + " enforce refused evaluation_failed", 3L));
    }

    /** The claim that names permissions is there and names none: an API takes that for a refusal. */
    @EveryFailureThatKeepsTheTransaction
    void aClaimThatCannotBeReadNamesNobodysPermission(Fault fault) {
        realm.admin().addMapper(EveryGrantClient.ID, Map.of("permissions.include", "all"));
        try {
            assertThat(client.password("carl", "openid").accessClaims().path("permissions"))
                    .hasToString("[\"delete:contacts\",\"read:contacts\"]");
            realm.order(fault, "carl");

            assertThat(client.password("carl", "openid").accessClaims().path("permissions"))
                    .hasToString("[]");

            realm.assertLogged("could not be read");
            realm.cancel();
        } finally {
            realm.admin().removeMapper(EveryGrantClient.ID);
        }
    }

    /** Roles are what costs: a token that needs none of ours reads none, also behind the mapper. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "granted"})
    void withoutAProtectedScopeNobodysRolesAreRead(String include) {
        realm.admin().addMapper(EveryGrantClient.ID, Map.of("permissions.include", include));
        try {
            realm.order(Fault.CODE_FAILS, "carl");

            assertGrants(client.password("carl", "openid"), NOTHING);
            assertGrants(client.exchangeCode(client.login("carl", "openid", "code")), NOTHING);

            realm.cancelUnread();
        } finally {
            realm.admin().removeMapper(EveryGrantClient.ID);
        }
    }

    /**
     * An unknown name is looked for among the client's own scopes, and so costs the same in a realm with few and with many
     * clients, most of which have a name for an API.
     */
    @Test
    void howManyClientsThereAreDoesNotCountForAnUnknownName() {
        List<String> names =
                List.of("https://nobody.example", "urn:client:nobody", "nobody", "https://other-client-7.example");
        Map<String, Integer> few = clientReads(names);
        realm.addClients(MANY);
        try {
            assertThat(clientReads(names)).as("clients read, by request").isEqualTo(few);
            for (String mode : List.of("report", "enforce")) {
                realm.admin().configure(Map.of("mode", mode));
                assertThat(clientReads(names).values())
                        .as("clients read in mode %s", mode)
                        .allSatisfy(reads -> assertThat(reads).isPositive().isLessThan(MANY));
            }
        } finally {
            realm.admin().configure(Map.of());
            realm.removeAddedClients();
        }
    }

    private static Map<String, Integer> clientReads(List<String> names) {
        TokenAnswer tokens = client.password("carl", "openid");
        Map<String, Integer> reads = new TreeMap<>();
        for (String name : names) {
            EveryGrantClient naming = client.disguised(form -> OneApi.naming(form, Map.of("resource", name)));
            String url = realm.oauth().authorizationUrl(EveryGrantClient.ID, SCOPE, Map.of("resource", name));
            Map<String, Runnable> requests = Map.of(
                    "authorization", () -> realm.oauth().browser().open(url),
                    "password", () -> naming.password("carl", SCOPE),
                    "client credentials", () -> naming.clientCredentials(SCOPE),
                    "refresh", () -> naming.refresh(tokens),
                    "exchange", () -> naming.exchangeToken(tokens, SCOPE),
                    "device", () -> naming.device(SCOPE));
            requests.forEach((request, run) -> {
                // What is not in a cache yet is counted otherwise.
                run.run();
                reads.put(request + " for " + name, realm.clientReads(run));
            });
        }
        return reads;
    }

    /** What comes after a grant that ends in an error goes on with what the client has sent. */
    @ParameterizedTest
    @ValueSource(strings = {"client credentials", "exchange", "refresh", "code"})
    void aGrantThatEndsInAnErrorLeavesTheFormAsItWasSent(String tried) {
        realm.admin().turnSwitch(false);
        TokenAnswer tokens = client.password("anna", SCOPE);
        realm.admin().turnSwitch(true);
        Map<String, String> form =
                switch (tried) {
                    case "client credentials" ->
                        Map.of(
                                "tried", "client_credentials",
                                "scope", "openid delete:contacts no-such-scope",
                                "resource", "https://contacts-api.example");
                    case "exchange" ->
                        Map.of(
                                "tried",
                                EXCHANGE,
                                "subject_token",
                                tokens.accessToken(),
                                "subject_token_type",
                                ACCESS_TOKEN,
                                "scope",
                                "openid delete:contacts no-such-scope",
                                "audience",
                                "https://contacts-api.example");
                    case "refresh" ->
                        Map.of(
                                "tried", "refresh_token",
                                "refresh_token", tokens.refreshToken(),
                                "scope", "openid no-such-scope");
                    default ->
                        Map.of(
                                "tried", "authorization_code",
                                "code", "none",
                                "resource", "https://contacts-api.example");
                };

        assertLeftAsSent(form);
    }

    /** In the token for one API there is the API's identifier, and Keycloak looks for its client ID. */
    @Test
    void aTokenThatItsApiExchangesInVainIsLeftAsItWasSent() {
        RealmAdmin admin = realm.admin();
        String api = EveryGrantClient.ID;
        admin.setClientAttribute(api, "resource_url", "https://every-grant.example");
        admin.createPermission(api, "use");
        admin.give("carl", api, "use");
        admin.createScope("use", api, Map.of());
        try {
            admin.map("use", api, "use");
            TokenAnswer subject = client.disguised(form -> OneApi.naming(form, Map.of("resource", api)))
                    .password("carl", "openid use");
            assertThat(subject.accessClaims().path("aud").asText()).isEqualTo("https://every-grant.example");

            assertLeftAsSent(Map.of(
                    "tried",
                    EXCHANGE,
                    "subject_token",
                    subject.accessToken(),
                    "subject_token_type",
                    ACCESS_TOKEN,
                    "scope",
                    "openid no-such-scope"));
        } finally {
            admin.deleteScope("use");
            admin.client(api).roles().deleteRole("use");
            admin.setClientAttribute(api, "resource_url", "");
        }
    }

    private static void assertLeftAsSent(Map<String, String> form) {
        TokenAnswer answer = client.grant(TRY, form);

        Map<String, String> sent = new LinkedHashMap<>(form);
        sent.putAll(Map.of("grant_type", TRY, "client_id", EveryGrantClient.ID, "client_secret", SECRET));
        Map<String, String> left = new LinkedHashMap<>();
        answer.body()
                .fields()
                .forEachRemaining(
                        field -> left.put(field.getKey(), field.getValue().asText()));
        assertThat(left).isEqualTo(sent);
    }

    /** Nora may not have the scope, so that it is not in her exchange; the client itself may have it. */
    @Test
    void aGrantThatIsTriedAfterAnotherOneIsAskedForTheSame() {
        TokenAnswer subject = client.password("nora", "openid");

        TokenAnswer answer = client.grant(
                TRY,
                Map.of(
                        "tried",
                        EXCHANGE,
                        "otherwise",
                        "client_credentials",
                        "subject_token",
                        subject.accessToken(),
                        "subject_token_type",
                        ACCESS_TOKEN,
                        "requested_token_type",
                        "none",
                        "scope",
                        "openid read:contacts"));

        assertGrants(answer, "read:contacts");
    }

    /**
     * A request that is on its way may have read what disappears before, in a cache or in its transaction, and may be
     * answered as before. The next one is not: where the last role of a scope is gone, a plain server gives it to all.
     */
    @EveryDisappearance
    void whatDisappearsIsGoneFromTheNextToken(Fault fault) {
        assertGoneFromTheNext(fault, "carl", () -> client.password("carl", SCOPE));
        assertGoneFromTheNext(fault, SERVICE_ACCOUNT, () -> client.clientCredentials(SCOPE));
        TokenAnswer subject = client.password("carl", SCOPE);
        assertGoneFromTheNext(fault, "carl", () -> client.exchangeToken(subject, SCOPE));
        TokenAnswer tokens = client.password("carl", SCOPE);
        assertGoneFromTheNext(fault, "carl", () -> client.refresh(tokens));
    }

    @EveryDisappearance
    void whatDisappearsDuringALoginIsNotInItsTokens(Fault fault) {
        realm.guardByOneRole();
        realm.order(fault, "carl");
        Page callback = client.login("carl", SCOPE, "code");
        realm.cancel();

        assertGrants(client.exchangeCode(callback), "read:contacts");
    }

    @EveryDisappearance
    void whatDisappearsDuringAnExchangeIsGoneFromTheNextToken(Fault fault) {
        realm.guardByOneRole();
        Page callback = client.login("carl", SCOPE, "code");
        realm.order(fault, "carl");
        TokenAnswer tokens = client.exchangeCode(callback);
        realm.cancel();

        assertGrants(client.refresh(tokens), "read:contacts");
    }

    private static void assertGoneFromTheNext(Fault fault, String victim, Supplier<TokenAnswer> grant) {
        realm.guardByOneRole();
        realm.order(fault, victim);
        assertThat(grant.get().status()).isIn(200, 400);
        realm.cancel();
        TokenAnswer next = grant.get();
        assertThat(next.status()).as("answer %s", next.body()).isIn(200, 400);
        assertThat(Agreement.apiScopes(next.scope())).doesNotContain("delete:contacts");
        realm.repair();
    }
}
