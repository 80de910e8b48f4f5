package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** A grant is for the API that was named when it was made, while settings and names change between its steps. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ApiOfGrantIT {

    private static final String OURS = "permission_scopes_resource";

    @InjectRealm(config = OneApi.GrantsRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(EveryGrantClient.ID)
    OAuthClient id;

    @InjectRealmAdmin
    RealmAdmin admin;

    private OAuthClient client;

    @BeforeEach
    void setUp() {
        client = id.confidential();
    }

    /** Naming it changed nothing; the client names it again at every refresh. */
    @ParameterizedTest
    @MethodSource("grants")
    void mayBeNamedLaterIfItWasNamedWhileItWasOnlyReportedOn(String grant) {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        TokenAnswer tokens = grant(grant, "resource", CONTACTS.audience(), UnaryOperator.identity());
        assertThat(tokens.accessClaims().has("permission_scopes_api")).isFalse();
        admin.configure(Map.of());

        TokenAnswer refreshed = naming("resource", CONTACTS.audience()).refresh(tokens);

        CONTACTS.assertToken(refreshed, CONTACTS_SCOPES);
        CONTACTS.assertToken(client.refresh(refreshed), CONTACTS_SCOPES);
        assertForAll(client.refresh(tokens));
    }

    static Stream<String> grants() {
        return Stream.of("code", "device", "ciba");
    }

    /** A refresh while the realm only reports is as without the product, and no end of it. */
    @ParameterizedTest
    @ValueSource(strings = {"mode=report", "reportOnlyApis=contacts-api"})
    void staysWhileNothingIsEnforcedForATime(String setting) {
        TokenAnswer tokens =
                naming("resource", CONTACTS_API).asking(REQUEST).as(DORA).byPassword();
        String[] pair = setting.split("=");
        admin.configure(Map.of(pair[0], pair[1]));
        TokenAnswer meanwhile = client.refresh(tokens);
        assertThat(meanwhile.accessClaims().path("aud").isArray()).isTrue();
        admin.configure(Map.of());

        CONTACTS.assertToken(client.refresh(meanwhile), CONTACTS_SCOPES);
        assertInvalidTarget(naming("resource", "timesheets-api").refresh(meanwhile));
    }

    /** Under this name the product keeps what was named. */
    @ParameterizedTest
    @ValueSource(strings = {"report", "off"})
    void isNotNamedByAParameterOfOurOwnWhileNothingIsEnforced(String mode) {
        UnaryOperator<TokenAnswer> enforcing = begun -> {
            admin.configure(Map.of());
            admin.turnSwitch(true);
            return begun;
        };
        for (String grant : grants().toList()) {
            admin.configure(mode.equals("report") ? Map.of("mode", mode) : Map.of());
            admin.turnSwitch(!mode.equals("off"));

            TokenAnswer tokens = grant(grant, OURS, CONTACTS_API, enforcing);

            assertThat(tokens.status()).as("answer %s", tokens.body()).isEqualTo(200);
            assertThat(tokens.accessClaims().has("permission_scopes_api"))
                    .as("%s %s", grant, tokens.accessClaims())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("grants")
    void isTheSameOneUnderAnotherClientId(String grant) {
        TokenAnswer tokens = grant(grant, "audience", CONTACTS_API, begun -> begun, () -> {
            admin.renameClient(CONTACTS_API, "contacts");
        });

        assertThat(tokens.status()).as("answer %s", tokens.body()).isEqualTo(200);
        assertThat(tokens.accessClaims().path("permission_scopes_api").asText()).isEqualTo("contacts");
        assertThat(tokens.scope()).containsAll(CONTACTS_SCOPES).doesNotContain("read:timesheets");
    }

    @Test
    void isNoneWhileItIsDisabled() {
        TokenAnswer tokens =
                naming("resource", CONTACTS_API).asking(REQUEST).as(DORA).byPassword();
        enable(false);
        try {
            assertInvalidTarget(client.refresh(tokens));
        } finally {
            enable(true);
        }

        CONTACTS.assertToken(client.refresh(tokens), CONTACTS_SCOPES);
    }

    private void enable(boolean enabled) {
        var api = admin.client(CONTACTS_API).toRepresentation();
        api.setEnabled(enabled);
        admin.client(CONTACTS_API).update(api);
    }

    private TokenAnswer grant(String grant, String parameter, String name, UnaryOperator<TokenAnswer> begun) {
        return grant(grant, parameter, name, begun, () -> {});
    }

    /**
     * The parameter is there where the grant begins, and nowhere else.
     *
     * @param begun happens before the user has logged in
     * @param approved happens before the tokens are fetched
     */
    private TokenAnswer grant(
            String grant, String parameter, String name, UnaryOperator<TokenAnswer> begun, Runnable approved) {
        switch (grant) {
            case "code" -> {
                var browser = oauth.browser();
                Page page = id.asking(REQUEST).with(parameter, name).in(browser).open();
                var unused = begun.apply(null);
                Page callback = browser.submit(page, Map.of("username", DORA, "password", PASSWORD));
                approved.run();
                return client.exchange(callback);
            }
            case "device" -> {
                Device device = naming(parameter, name).asking(REQUEST).device();
                var unused = begun.apply(device.answer());
                device.verify(DORA).accept();
                approved.run();
                return client.poll(device);
            }
            default -> {
                try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                    TokenAnswer asked = begun.apply(
                            naming(parameter, name).asking(REQUEST).as(DORA).backchannel());
                    phone.approve();
                    approved.run();
                    return client.fetch(asked);
                }
            }
        }
    }

    private OAuthClient naming(String parameter, String name) {
        return client.disguised(form -> OneApi.naming(form, Map.of(parameter, name)));
    }
}
