package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;

/** The setting that names the APIs which are only reported on, while clients come, go, and take each other's names. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ReportOnlyApisIT {

    private static final String CRM = "crm-api";
    private static final String REQUEST = "openid read:contacts delete:contacts read:timesheets";

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    /** A list may read like the ID that a client gets later, and the other way round. */
    @Test
    void whatTheSettingMeansDoesNotChangeWithOtherClients() {
        admin.clients().rename(CONTACTS_API, "my");
        admin.clients().rename(TIMESHEETS_API, "api");
        admin.configure(Map.of("reportOnlyApis", "my api"));

        admin.clients().rename(EVENTS_API, "my api");
        assertThat(reportOnlyApis()).as("renamed").isEqualTo("my##api");
        admin.configure(Map.of("reportOnlyApis", "my api"));
        admin.client("my api").remove();
        assertThat(reportOnlyApis()).as("removed").isEmpty();

        admin.configure(Map.of("reportOnlyApis", "my api"));
        admin.add(ClientBuilder.create("my api").build());
        assertThat(reportOnlyApis()).as("added").isEqualTo("my##api");
        assertThat(consentPage()).contains("Delete your contacts", "Read your timesheets");

        admin.clients().rename("my", "contacts");
        assertThat(reportOnlyApis()).isEqualTo("contacts##api");
    }

    /** Who may only manage a client of theirs may rename it; the setting is the realm's. */
    @Test
    void noApiBecomesReportOnlyByTakingTheNameOfOneThatIsGone() {
        rest.put("apis/" + CRM, Map.of("scopes", List.of(Map.of("name", "read:customers"))));
        admin.configure(Map.of("reportOnlyApis", CRM + "##" + EVENTS_API));
        admin.client(CRM).remove();

        admin.clients().rename(CONTACTS_API, CRM);

        assertThat(reportOnlyApis()).isEqualTo(EVENTS_API);
        assertThat(consentPage()).doesNotContain("Delete your contacts");
    }

    @Test
    void theIdOfARemovedClientStaysUnlessItCouldBeAList() {
        admin.clients().rename(CONTACTS_API, "my api");
        admin.clients().rename(EVENTS_API, "my");
        admin.configure(Map.of("reportOnlyApis", "my api##timesheets-api"));

        admin.client("my api").remove();

        assertThat(reportOnlyApis()).isEqualTo("my api##timesheets-api");
    }

    @RepeatedTest(3)
    void twoAtOnceAreBothFollowed() {
        admin.configure(Map.of("mode", "report", "reportOnlyApis", CONTACTS_API + "##" + EVENTS_API));
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> admin.clients().rename(CONTACTS_API, "contacts")),
                        CompletableFuture.runAsync(() -> admin.clients().rename(EVENTS_API, "events")))
                .join();

        assertThat(admin.theSwitch().get().getConfig())
                .containsEntry("reportOnlyApis", "contacts##events")
                .containsEntry("mode", "report");
    }

    private String reportOnlyApis() {
        return admin.theSwitch().get().getConfig().get("reportOnlyApis");
    }

    private String consentPage() {
        return consentApp.asking(REQUEST).as("anna").login().text();
    }
}
