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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** A grant is for the API that was named when it was made, while settings and names change between its steps. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ApiOfGrantIT {

    private static final String OURS = "permission_scopes_resource";
    private static final Runnable NOTHING = () -> {};

    @InjectRealm(config = OneApi.GrantsRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** Naming it changed nothing; the client names it again at every refresh. */
    @ParameterizedTest
    @MethodSource("grants")
    void mayBeNamedLaterIfItWasNamedWhileItWasOnlyReportedOn(String grant) {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        TokenAnswer tokens = grant(grant, "resource", CONTACTS.audience(), NOTHING, NOTHING);
        assertThat(tokens.accessClaims().has("permission_scopes_api")).isFalse();
        admin.configure(Map.of());

        TokenAnswer refreshed = client.naming("resource", CONTACTS.audience()).refresh(tokens);

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
        TokenAnswer tokens = client.asking(REQUEST).of(CONTACTS_API).as(DORA).byPassword();
        String[] pair = setting.split("=");
        admin.configure(Map.of(pair[0], pair[1]));
        TokenAnswer meanwhile = client.refresh(tokens);
        assertThat(meanwhile.accessClaims().path("aud").isArray()).isTrue();
        admin.configure(Map.of());

        CONTACTS.assertToken(client.refresh(meanwhile), CONTACTS_SCOPES);
        assertInvalidTarget(client.naming("resource", "timesheets-api").refresh(meanwhile));
    }

    /** Under this name the product keeps what was named. */
    @ParameterizedTest
    @ValueSource(strings = {"report", "off"})
    void isNotNamedByAParameterOfOurOwnWhileNothingIsEnforced(String mode) {
        Runnable enforce = () -> {
            admin.configure(Map.of());
            admin.turnSwitch(true);
        };
        for (String grant : grants().toList()) {
            admin.configure(mode.equals("report") ? Map.of("mode", mode) : Map.of());
            admin.turnSwitch(!mode.equals("off"));

            TokenAnswer tokens = grant(grant, OURS, CONTACTS_API, enforce, NOTHING);

            assertThat(tokens.status()).as("answer %s", tokens.body()).isEqualTo(200);
            assertThat(tokens.accessClaims().has("permission_scopes_api"))
                    .as("%s %s", grant, tokens.accessClaims())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("grants")
    void isTheSameOneUnderAnotherClientId(String grant) {
        Runnable rename = () -> admin.clients().rename(CONTACTS_API, "contacts");

        TokenAnswer tokens = grant(grant, "audience", CONTACTS_API, NOTHING, rename);

        assertThat(tokens.status()).as("answer %s", tokens.body()).isEqualTo(200);
        assertThat(tokens.accessClaims().path("permission_scopes_api").asText()).isEqualTo("contacts");
        assertThat(tokens.scope()).containsAll(CONTACTS_SCOPES).doesNotContain("read:timesheets");
    }

    @Test
    void isNoneWhileItIsDisabled() {
        TokenAnswer tokens = client.asking(REQUEST).of(CONTACTS_API).as(DORA).byPassword();
        admin.changeClient(CONTACTS_API, api -> api.setEnabled(false));
        assertInvalidTarget(client.refresh(tokens));

        admin.changeClient(CONTACTS_API, api -> api.setEnabled(true));
        CONTACTS.assertToken(client.refresh(tokens), CONTACTS_SCOPES);
    }

    /**
     * The parameter is there where the grant begins, and nowhere else.
     *
     * @param begun happens before the user has logged in
     * @param approved happens before the tokens are fetched
     */
    private TokenAnswer grant(String grant, String parameter, String name, Runnable begun, Runnable approved) {
        Asking asking = client.asking(REQUEST).with(parameter, name).as(DORA);
        switch (grant) {
            case "code" -> {
                Page page = asking.open();
                begun.run();
                Page callback = page.logIn(DORA);
                approved.run();
                return client.exchange(callback);
            }
            case "device" -> {
                Device device = asking.device();
                begun.run();
                device.verify(DORA).accept();
                approved.run();
                return client.poll(device);
            }
            default -> {
                try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                    TokenAnswer asked = asking.backchannel();
                    begun.run();
                    phone.approve();
                    approved.run();
                    return client.fetch(asked);
                }
            }
        }
    }
}
