package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import jakarta.ws.rs.ClientErrorException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** An API's client gets another client ID: what names the API by the former one follows. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RenamedApiIT {

    private static final String CRM = "crm-api";
    private static final Map<String, Object> DEFINITION =
            Map.of("scopes", List.of(Map.of("name", "read:customers", "description", "See your customers")));
    private static final String REQUEST = "openid read:contacts delete:contacts read:timesheets";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void itsScopesFollow() {
        define();
        admin.createScope("export:customers", CONSENT_APP, Map.of(PermissionScopes.API, CRM));
        admin.createScope("read:others", CONSENT_APP, Map.of(PermissionScopes.API, "crm-api-2"));
        JsonNode before = rest.get("apis/" + CRM).body().path("scopes");

        admin.clients().rename(CRM, "customers");

        assertThat(admin.scope("read:customers").getAttributes()).containsEntry(PermissionScopes.API, "customers");
        assertThat(admin.scope("export:customers").getAttributes()).containsEntry(PermissionScopes.API, "customers");
        assertThat(admin.scope("read:others").getAttributes()).containsEntry(PermissionScopes.API, "crm-api-2");
        assertThat(rest.get("apis/customers").body().path("scopes")).isEqualTo(before);
        assertThat(rest.get("apis/" + CRM).status()).isEqualTo(404);
        var again = rest.put("apis/customers", DEFINITION);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contacts-api##events-api | contacts | contacts##events-api",
                "events-api, contacts-api | contacts | events-api##contacts",
                "events-api contacts-api  | contacts | events-api##contacts",
                "contacts-api             | my api   | my api",
                "contacts-api##events-api | my, api  | my, api##events-api",
                "contacts-api##events-api | a##b     | events-api",
                "events-api               | contacts | events-api"
            })
    void theSettingFollowsAndTheOthersStay(String before, String newId, String after) {
        Map<String, String> others = Map.of("mode", "enforce", "refusal", "reject", "tellClient", "true");
        admin.configure(with(others, before));

        admin.clients().rename(CONTACTS_API, newId);

        assertThat(admin.theSwitch().get().getConfig()).isEqualTo(with(others, after));
        assertThat(admin.theSwitch().get().isEnabled()).isTrue();
    }

    @Test
    void theApiIsStillOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));

        admin.clients().rename(CONTACTS_API, "my, contacts api");

        assertThat(consentPage())
                .contains("Read your contacts")
                .contains("Delete your contacts")
                .doesNotContain("Read your timesheets");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my api | my | api",
                "my,api | my | api",
                "my, api | my | api",
            })
    void aClientIdWithSpacesOrCommasIsNoList(String contacts, String timesheets, String events) {
        admin.clients().rename(CONTACTS_API, contacts);
        admin.clients().rename(TIMESHEETS_API, timesheets);
        admin.clients().rename(EVENTS_API, events);

        admin.configure(Map.of("reportOnlyApis", contacts));

        assertThat(consentPage()).contains("Delete your contacts").doesNotContain("Read your timesheets");
        assertThat(rest.get("status")
                        .body()
                        .path("settings")
                        .path("reportOnlyApis")
                        .toString())
                .isEqualTo("[\"" + contacts + "\"]");
    }

    @Test
    void aRenameThatIsRefusedChangesNothing() {
        define();
        admin.configure(Map.of("reportOnlyApis", CRM));

        assertThatThrownBy(() -> admin.clients().rename(CRM, CONTACTS_API)).isInstanceOf(ClientErrorException.class);

        assertThat(admin.scope("read:customers").getAttributes()).containsEntry(PermissionScopes.API, CRM);
        assertThat(reportOnlyApis()).isEqualTo(CRM);
    }

    @Test
    void aChangeOfSomethingElseChangesNothing() {
        define();
        admin.configure(Map.of("reportOnlyApis", CRM + ",contacts-api"));
        ClientRepresentation onlyTheName = new ClientRepresentation();
        onlyTheName.setName("Customers");

        admin.client(CRM).update(onlyTheName);

        assertThat(admin.scope("read:customers").getAttributes()).containsEntry(PermissionScopes.API, CRM);
        assertThat(admin.theSwitch().get().getConfig()).containsEntry("reportOnlyApis", CRM + ",contacts-api");
    }

    /** Until the end of the test, whatever the API is called then. */
    private void define() {
        rest.put("apis/" + CRM, DEFINITION);
        realm.cleanup().add(afterwards -> {
            rest.delete("apis/" + CRM);
            rest.delete("apis/customers");
        });
    }

    private String reportOnlyApis() {
        return admin.theSwitch().get().getConfig().get("reportOnlyApis");
    }

    private String consentPage() {
        return consentApp.asking(REQUEST).as("anna").login().text();
    }

    private static Map<String, String> with(Map<String, String> others, String reportOnlyApis) {
        Map<String, String> config = new HashMap<>(others);
        config.put("reportOnlyApis", reportOnlyApis);
        return config;
    }
}
