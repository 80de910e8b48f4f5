package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.client.EveryGrantClient.SERVICE_ACCOUNT;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.faults.Fault;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.OAuth.Form;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
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
@StandaloneTest
class FaultsIT {

    private static final List<String> NOTHING = List.of();
    private static final int MANY = 250;

    /** The grant that tries another one ({@code TryingGrantFactory}). */
    private static final String TRY = "urn:test:try";

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static FaultyRealm realm;
    private static OAuthClient client;

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
        client = realm.oauth().client(EveryGrantClient.ID).confidential();
    }

    @AfterAll
    static void stop() {
        realm.close();
    }

    @AfterEach
    void nothingFails() {
        realm.cancel();
        realm.repair();
        assertGrants(client.asking(SCOPE).as("carl").byPassword(), CONTACTS);
    }

    @EveryFailureThatKeepsTheTransaction
    void aLoginGoesOnWithoutProtectedScopes(Fault fault) {
        realm.order(fault, "carl");

        Page callback = client.asking(SCOPE).as("carl").login();

        realm.assertNotEvaluated(EventType.LOGIN);
        realm.assertOthersAreServed("carl");
        realm.cancel();
        assertGrants(client.exchange(callback), NOTHING);
    }

    @EveryFailureThatKeepsTheTransaction
    void aLoginForADeviceGoesOnWithoutProtectedScopes(Fault fault) {
        Device device = client.asking(SCOPE).device();
        Browser browser = realm.oauth().browser();
        realm.order(fault, "carl");

        Page consent = device.verify(browser, "carl");

        assertThat(consent.text()).contains("grant these access").doesNotContain("contacts");
        realm.assertNotEvaluated(EventType.CUSTOM_REQUIRED_ACTION);
        realm.assertOthersAreServed("carl");
        realm.cancel();
        consent.accept();
        assertGrants(client.poll(device), NOTHING);
    }

    @EveryFailureThatKeepsTheTransaction
    void aPasswordGrantGoesOnWithoutProtectedScopes(Fault fault) {
        realm.order(fault, "carl");

        assertGrants(client.asking(SCOPE).as("carl").byPassword(), NOTHING);

        realm.assertNotEvaluated(EventType.LOGIN);
        realm.assertOthersAreServed("carl");
    }

    @EveryFailureThatKeepsTheTransaction
    void clientCredentialsGoOnWithoutProtectedScopes(Fault fault) {
        assertGrants(client.asking(SCOPE).byClientCredentials(), "read:contacts");
        realm.order(fault, SERVICE_ACCOUNT);

        assertGrants(client.asking(SCOPE).byClientCredentials(), NOTHING);

        realm.assertNotEvaluated(EventType.CLIENT_LOGIN);
        realm.assertOthersAreServed(SERVICE_ACCOUNT);
    }

    /** Keycloak goes on to the end and then writes nothing: the tokens are of a session that is not there. */
    @Test
    void aBrokenTransactionLeavesNothingToUse() {
        realm.order(Fault.TRANSACTION_BREAKS, "carl");
        assertGrants(client.asking(SCOPE).as("carl").byPassword(), NOTHING);
        realm.assertLogged();
        Page callback = client.asking(SCOPE).as("carl").login();
        realm.assertOthersAreServed("carl");
        realm.cancel();
        assertThat(client.exchange(callback).error()).isEqualTo("invalid_grant");

        realm.order(Fault.TRANSACTION_BREAKS, SERVICE_ACCOUNT);
        assertGrants(client.asking(SCOPE).byClientCredentials(), NOTHING);
        realm.assertLogged();
        realm.assertOthersAreServed(SERVICE_ACCOUNT);
    }

    @EveryFailure
    void aCodeIsNotExchangedAndNotUsedUp(Fault fault) {
        Page callback = client.asking(SCOPE).as("carl").login();
        realm.assertRejected(fault, "carl", () -> client.exchange(callback), EventType.CODE_TO_TOKEN_ERROR);
        assertGrants(client.exchange(callback), CONTACTS);
    }

    @EveryFailure
    void aRefreshIsRejectedAndNothingIsNarrowed(Fault fault) {
        TokenAnswer tokens = client.asking(SCOPE).as("carl").byPassword();
        realm.assertRejected(fault, "carl", () -> client.refresh(tokens), EventType.REFRESH_TOKEN_ERROR);
        assertGrants(client.refresh(tokens), CONTACTS);
    }

    @EveryFailure
    void aDeviceCodeIsNotExchangedAndNotUsedUp(Fault fault) {
        Device device = client.asking(SCOPE).device();
        device.verify("carl").accept();
        realm.assertRejected(fault, "carl", () -> client.poll(device), EventType.OAUTH2_DEVICE_CODE_TO_TOKEN_ERROR);
        assertGrants(client.poll(device), CONTACTS);
    }

    @EveryFailure
    void aTokenIsNotExchanged(Fault fault) {
        TokenAnswer tokens = client.asking(SCOPE).as("carl").byPassword();
        realm.assertRejected(
                fault, "carl", () -> client.asking(SCOPE).byTokenExchange(tokens), EventType.TOKEN_EXCHANGE_ERROR);
        assertGrants(client.asking(SCOPE).byTokenExchange(tokens), CONTACTS);
    }

    /** In vain is read what Carl holds, and among which scopes the API of the grant is looked for. */
    @EveryFailure
    void backchannelTokensAreNotFetchedAndNotUsedUp(Fault fault) {
        OAuthClient naming = client.disguised(FaultsIT::namingTheContacts);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (OAuthClient asking : List.of(client, naming)) {
                for (String victim : List.of("carl", EveryGrantClient.ID)) {
                    TokenAnswer asked = asking.asking(SCOPE).as("carl").backchannel();
                    phone.approve();
                    realm.assertRejected(fault, victim, () -> asking.fetch(asked), EventType.AUTHREQID_TO_TOKEN_ERROR);
                    assertThat(asking.fetch(asked).scope())
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
        OAuthClient naming = client.disguised(FaultsIT::namingTheContacts);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (String victim : List.of("carl", EveryGrantClient.ID)) {
                TokenAnswer asked = naming.asking(SCOPE).as("carl").backchannel();
                phone.approve();
                MetricsPage before = TestServers.metrics();
                realm.order(fault, victim);

                TokenAnswer answer = naming.fetch(asked);

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
        OAuthClient naming = client.disguised(
                form -> new Form(form.endpoint(), form.body() + "&resource=https%3A%2F%2Fnobody.example"));
        TokenAnswer tokens = client.asking(SCOPE).as("carl").byPassword();
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (String victim : List.of("carl", EveryGrantClient.ID, SERVICE_ACCOUNT)) {
                realm.order(fault, victim);

                assertGrants(naming.asking(SCOPE).as("carl").byPassword(), CONTACTS);
                assertThat(naming.asking(SCOPE).byClientCredentials().scope()).containsAll(CONTACTS);
                assertGrants(naming.refresh(tokens), CONTACTS);
                assertGrants(naming.asking(SCOPE).byTokenExchange(tokens), CONTACTS);
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
                assertGrants(naming.exchange(callback), CONTACTS);
                Device device = naming.asking(SCOPE).device();
                device.verify("carl").accept();
                assertGrants(naming.poll(device), CONTACTS);
                TokenAnswer asked = naming.asking(SCOPE).as("carl").backchannel();
                phone.approve();
                assertGrants(naming.fetch(asked), CONTACTS);
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
                    .asking("openid")
                    .byClientCredentials();

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
        OAuthClient naming = client.disguised(FaultsIT::namingTheContacts);
        Page callback = client.asking(SCOPE).as("carl").login();
        TokenAnswer tokens = client.asking(SCOPE).as("carl").byPassword();
        realm.assertRejected(fault, id, () -> client.asking(SCOPE).as("carl").byPassword(), EventType.LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> naming.asking(SCOPE).as("carl").byPassword(), EventType.LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> client.asking(SCOPE).byClientCredentials(), EventType.CLIENT_LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> client.exchange(callback), EventType.CODE_TO_TOKEN_ERROR);
        realm.assertRejected(fault, id, () -> client.refresh(tokens), EventType.REFRESH_TOKEN_ERROR);
        realm.assertRejected(
                fault, id, () -> client.asking(SCOPE).byTokenExchange(tokens), EventType.TOKEN_EXCHANGE_ERROR);
    }

    @Test
    void whatCannotBeJudgedIsCounted() {
        TokenAnswer tokens = client.asking(SCOPE).as("carl").byPassword();
        MetricsPage before = TestServers.metrics();
        realm.order(Fault.CODE_FAILS, "carl");

        client.refresh(tokens);
        client.asking(SCOPE).as("carl").byPassword();

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
            assertThat(client.asking("openid")
                            .as("carl")
                            .byPassword()
                            .accessClaims()
                            .path("permissions"))
                    .hasToString("[\"delete:contacts\",\"read:contacts\"]");
            realm.order(fault, "carl");

            assertThat(client.asking("openid")
                            .as("carl")
                            .byPassword()
                            .accessClaims()
                            .path("permissions"))
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

            assertGrants(client.asking("openid").as("carl").byPassword(), NOTHING);
            assertGrants(client.exchange(client.asking("openid").as("carl").login()), NOTHING);

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
        TokenAnswer tokens = client.asking("openid").as("carl").byPassword();
        Map<String, Integer> reads = new TreeMap<>();
        for (String name : names) {
            OAuthClient naming = client.disguised(form -> OneApi.naming(form, Map.of("resource", name)));
            String url = realm.oauth().authorizationUrl(EveryGrantClient.ID, SCOPE, Map.of("resource", name));
            Map<String, Runnable> requests = Map.of(
                    "authorization", () -> realm.oauth().browser().open(url),
                    "password", () -> naming.asking(SCOPE).as("carl").byPassword(),
                    "client credentials", () -> naming.asking(SCOPE).byClientCredentials(),
                    "refresh", () -> naming.refresh(tokens),
                    "exchange", () -> naming.asking(SCOPE).byTokenExchange(tokens),
                    "device", () -> naming.asking(SCOPE).device());
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
        TokenAnswer tokens = client.asking(SCOPE).as("anna").byPassword();
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
                    .asking("openid use")
                    .as("carl")
                    .byPassword();
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
        TokenAnswer subject = client.asking("openid").as("nora").byPassword();

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
        assertGoneFromTheNext(
                fault, "carl", () -> client.asking(SCOPE).as("carl").byPassword());
        assertGoneFromTheNext(fault, SERVICE_ACCOUNT, () -> client.asking(SCOPE).byClientCredentials());
        TokenAnswer subject = client.asking(SCOPE).as("carl").byPassword();
        assertGoneFromTheNext(fault, "carl", () -> client.asking(SCOPE).byTokenExchange(subject));
        TokenAnswer tokens = client.asking(SCOPE).as("carl").byPassword();
        assertGoneFromTheNext(fault, "carl", () -> client.refresh(tokens));
    }

    @EveryDisappearance
    void whatDisappearsDuringALoginIsNotInItsTokens(Fault fault) {
        realm.guardByOneRole();
        realm.order(fault, "carl");
        Page callback = client.asking(SCOPE).as("carl").login();
        realm.cancel();

        assertGrants(client.exchange(callback), "read:contacts");
    }

    @EveryDisappearance
    void whatDisappearsDuringAnExchangeIsGoneFromTheNextToken(Fault fault) {
        realm.guardByOneRole();
        Page callback = client.asking(SCOPE).as("carl").login();
        realm.order(fault, "carl");
        TokenAnswer tokens = client.exchange(callback);
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
