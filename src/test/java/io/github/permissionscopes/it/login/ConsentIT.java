package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A client that needs the user's consent: the page, what is stored, and the code's exchange. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ConsentIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    @Covers(route = Route.CODE_CONSENT)
    @Covers(route = Route.CODE_CONSENT, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGranted() {
        Page consent = login("anna");

        assertThat(assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED)
                        .getDetails())
                .containsEntry("custom_required_action", "permission-scopes");

        Page callback = consent.accept();
        assertConsent(consent, admin.people().storedConsent("anna", CONSENT_APP), List.of("read:contacts"));
        assertEverywhere(consentApp, consentApp.exchange(callback), "read:contacts");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    /** Their tokens come in the redirect, with nothing between the page and them. */
    @Test
    @Covers(
            route = Route.IMPLICIT,
            at = {Moment.CONSENT, Moment.ACCESS_TOKEN, Moment.TRACES, Moment.ID_TOKEN, Moment.EVENT})
    void asksOnlyForWhatCanBeGrantedInTheRedirect() {
        consentAndAssertRedirect("id_token token");
    }

    @Test
    @Covers(
            route = Route.HYBRID,
            at = {Moment.CONSENT, Moment.ACCESS_TOKEN, Moment.TRACES, Moment.ID_TOKEN, Moment.EVENT})
    void asksOnlyForWhatCanBeGrantedInTheRedirectAndByTheCode() {
        Page callback = consentAndAssertRedirect("code id_token token");

        assertGrants(consentApp.exchange(callback), LoginEnd.GRANTED);
    }

    private Page consentAndAssertRedirect(String responseType) {
        LoginEnd end = LoginEnd.ofNewUser(realm, admin, events);
        Page consent = consentApp
                .asking(REQUEST)
                .with("response_type", responseType)
                .as(LoginEnd.USER)
                .login();
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED);

        Page callback = end.consent(consentApp, consent, LoginEnd.USER);

        assertToken(callback.answer().accessClaims(), LoginEnd.GRANTED);
        assertIdToken(callback.answer().idClaims(), LoginEnd.GRANTED);
        return callback;
    }

    /** What a realm gets from role scope mappings alone; the README compares with it. */
    @Test
    void withoutTheProductAsksForWhatIsThenNotGranted() {
        admin.turnSwitch(false);
        Page consent = login("mark");
        assertThat(consent.text()).contains("Read your contacts").contains("Delete your contacts");

        TokenAnswer answer = consentApp.exchange(consent.accept());
        assertThat(Agreement.apiScopes(answer.scope())).isEmpty();
        assertThat(Agreement.apiScopes(TokenAnswer.scope(answer.refreshClaims())))
                .isEmpty();
        assertThat(admin.people().storedConsent("mark", CONSENT_APP)).contains("read:contacts", "delete:contacts");
    }

    @Test
    void asksOnceMoreForAPermissionThatWasGainedLater() {
        Browser browser = login("pete").accept().browser();
        Page unasked = consentApp.asking(REQUEST).in(browser).open();
        assertThat(unasked.uri().toString()).as("nothing new to ask for").startsWith(REDIRECT_URI);

        admin.give("pete", CONTACTS_API, "delete:contacts");
        Page asked = consentApp.asking(REQUEST).in(browser).open();
        assertThat(asked.text()).contains("Delete your contacts").doesNotContain("Read your contacts");
        Page callback = asked.accept();
        assertGrants(consentApp.exchange(callback), "delete:contacts");
        assertThat(consentApp.asking(REQUEST).in(browser).open().uri().toString())
                .startsWith(REDIRECT_URI);
    }

    @Test
    void succeedsWithoutInteractionWhenOnlyAForbiddenScopeIsNotConsented() {
        Browser browser = login("olga").accept().browser();

        Page callback = consentApp.asking(REQUEST).in(browser).silently();

        assertThat(callback.parameter("error")).isNull();
        assertGrants(consentApp.exchange(callback), List.of());
    }

    @Test
    void tellsTheClientWhenTheUserSaysNo() {
        assertThat(login("carl").decline().parameter("error")).isEqualTo("access_denied");
    }

    @Test
    void takesAPermissionThatWasLostWhileThePageStoodOpen() {
        admin.give("emma", CONTACTS_API, "read:contacts");
        Page consent = login("emma");
        assertThat(consent.text()).contains("Read your contacts");
        admin.take("emma", CONTACTS_API, "read:contacts");

        Page callback = consent.accept();

        assertThat(admin.people().storedConsent("emma", CONSENT_APP))
                .contains("profile")
                .doesNotContain("read:contacts");
        assertGrants(consentApp.exchange(callback), List.of());
    }

    /** With {@code match=all} Keycloak's own check would let the token pass. */
    @Test
    void theGuardStopsTokensOfARedirectWhosePermissionWasLostWhileThePageStoodOpen() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.scopes().setAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        admin.give("nora", CONTACTS_API, "read:contacts");
        admin.give("nora", CONTACTS_API, "delete:contacts");
        Page consent = consentApp
                .asking(REQUEST)
                .with("response_type", "id_token token")
                .as("nora")
                .login();
        assertThat(consent.text()).contains("Delete your contacts");
        admin.take("nora", CONTACTS_API, "delete:contacts");

        Page end = consent.accept();

        assertThat(end.parameter("access_token")).isNull();
        assertThat(end.parameter("error")).isEqualTo("invalid_scope");
    }

    private Page login(String user) {
        return consentApp.asking(REQUEST).as(user).login();
    }
}
