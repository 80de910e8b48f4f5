package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.Notice.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code notice=true}: a page before consent that says what is refused. Who is shown it, and who not. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NoticeIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final String READ_TEXT = "Read your contacts";
    private static final String DELETE_TEXT = "Delete your contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.configure(Map.of("notice", "true"));
    }

    @Test
    void saysNothingWhereNothingIsRefused() {
        assertGoesOn(contactsApp.asking(REQUEST).as("carl").login());
    }

    @Test
    void saysNothingUnlessTheRealmWantsIt() {
        admin.configure(Map.of("notice", "false"));

        assertGoesOn(login(contactsApp));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=report", "reportOnlyApis=contacts-api"})
    void saysNothingOfWhatIsOnlyReported(String setting) {
        String[] parts = setting.split("=");
        admin.configure(Map.of("notice", "true", parts[0], parts[1]));

        assertGoesOn(login(contactsApp));
    }

    @Test
    void rejectsWithoutANotice() {
        admin.configure(Map.of("notice", "true", "refusal", "reject"));

        assertThat(login(contactsApp).parameter("error")).isEqualTo("invalid_scope");
    }

    @Test
    void isSilentWhereNoPageMayBeShown() {
        Page first = contactsApp.asking("openid").as("anna").login();

        Page silent = contactsApp.asking(REQUEST).after(first).silently();

        assertGrants(contactsApp.exchange(silent), READ_CONTACTS);
        assertGrants(contactsApp.asking(REQUEST).as("anna").byPassword(), READ_CONTACTS);
        assertNotice(open(contactsApp, first), DELETE_TEXT);
    }

    @Test
    void tellsAgainWhenAPermissionIsLostWhileThePageIsRead() {
        Page notice = login(contactsApp);
        admin.take("anna", CONTACTS_API, READ_CONTACTS);
        Page more = accept(notice);

        assertNotice(more, READ_TEXT, DELETE_TEXT);
        assertGrants(contactsApp.exchange(accept(more)), List.of());
    }

    @Test
    void grantsAPermissionThatComesWhileThePageIsRead() {
        Page notice = login(contactsApp);
        admin.give("anna", CONTACTS_API, DELETE_CONTACTS);

        assertGrants(contactsApp.exchange(accept(notice)), READ_CONTACTS, DELETE_CONTACTS);
    }

    /** An application may ask for required actions by name; this is none that it can ask for, or skip. */
    @Test
    void anApplicationCannotSkipIt() {
        Page page = contactsApp
                .asking(REQUEST)
                .with("kc_action", "permission-scopes")
                .as("anna")
                .login();

        assertNotice(page, DELETE_TEXT);
        assertGoesOn(accept(page));
    }

    @Test
    void aFlowMayWantItThoughTheRealmDoesNot() {
        admin.configure(Map.of());
        FlowAdmin flows = admin.flows();
        String flow = flows.create("noticing");
        flows.subFlow("noticing", "noticing-login", "REQUIRED");
        flows.step("noticing-login", "auth-cookie", "ALTERNATIVE", Map.of());
        flows.step("noticing-login", "auth-username-password-form", "ALTERNATIVE", Map.of());
        flows.step("noticing", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of("notice", "true"));
        admin.clients().overrideFlow(CONTACTS_APP, "browser", flow);

        Page notice = login(contactsApp);
        assertNotice(notice, DELETE_TEXT);
        assertGoesOn(accept(notice));
        assertGoesOn(open(contactsApp, notice));

        admin.clients().overrideFlow(CONTACTS_APP, "browser", "");
        assertGoesOn(login(contactsApp));
    }

    private static Page login(OAuthClient client) {
        return client.asking(REQUEST).as("anna").login();
    }

    /** The browser has a session, and shows no login form. */
    private static Page open(OAuthClient client, Page earlier) {
        return client.asking(REQUEST).after(earlier).open();
    }
}
