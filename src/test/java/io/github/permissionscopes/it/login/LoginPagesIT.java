package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.realm.ThemedRealm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a user sees, in a real browser: the consent page of the product's theme. */
@KeycloakIntegrationTest(config = ProductServer.class)
class LoginPagesIT {

    private static final String CONTACTS = "openid read:contacts delete:contacts";
    private static final String ALL = "openid " + String.join(" ", ALL_SCOPES);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @InjectRealm(config = ThemedRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @CsvSource({
        "en-US, Your profile, Create your events, Update your events, Read your contacts",
        "de-DE, Ihr Profil, Veranstaltungen für Sie anlegen, Ihre Veranstaltungen ändern, Ihre Kontakte lesen"
    })
    void groupsConsentByApi(String locale, String profile, String create, String update, String read) {
        LoginWalk walk = logIn(locale, ALL);

        assertThat(walk.headings()).containsExactly("Events", "Contacts", "Timesheets", profile);
        assertThat(walk.scopes("Events")).containsExactly(create, update);
        assertThat(walk.scopes("Contacts")).containsExactly(read);
        assertThat(walk.scopes("Timesheets")).hasSize(4);
        assertThat(walk.scopes(profile)).hasSize(2);
        Looks.assertGood(walk.page(), "consent-" + locale);
        assertThat(walk.press("kc-login").application()).containsKey("code");
        assertThat(admin.people().storedConsent(USER, CONSENT_APP))
                .contains("read:contacts")
                .doesNotContain("delete:contacts");
    }

    /** Keycloak tells the page only the texts, and these two have the same one. */
    @ParameterizedTest
    @CsvSource({"read:minutes, read:diary, Diary", "read:diary, read:minutes, Minutes"})
    void namesTheApiOfWhatIsAskedNotOfWhatWasGivenBefore(String given, String asked, String api) {
        createScope("read:minutes", "Read everything", "Minutes");
        createScope("read:diary", "Read everything", "Diary");
        assertThat(logIn("en-US", "openid " + given).press("kc-login").application())
                .containsKey("code");

        LoginWalk walk = logIn("en-US", "openid " + given + " " + asked);

        assertThat(walk.headings()).containsExactly(api);
        assertThat(walk.scopes(api)).containsExactly("Read everything");
    }

    /** As the rule has it: the attribute names an API only where no client role does. */
    @Test
    void namesTheApiWhoseRolesAScopeRequiresWhateverTheAttributeSays() {
        createScope("read:archive", "Read the archive", EVENTS_API);
        admin.map("read:archive", CONTACTS_API, "read:contacts");
        LoginWalk walk = logIn("en-US", "openid read:archive");

        assertThat(walk.scopes("Contacts")).containsExactly("Read the archive");
        assertThat(walk.headings()).doesNotContain("Events");
    }

    @Test
    void namesAnApiByTheClientIdThatItsClientHasNow() {
        admin.add(ClientBuilder.create("minutes-api").build());
        createScope("read:minutes", "Read minutes", "minutes-api");
        admin.clients().rename("minutes-api", "minutes");

        LoginWalk walk = logIn("en-US", "openid read:minutes");

        assertThat(walk.headings()).contains("minutes").doesNotContain("minutes-api");
        assertThat(walk.scopes("minutes")).containsExactly("Read minutes");
    }

    /** A client may have a text of its own on the page; it is about the client, whatever roles it passes on. */
    @Test
    void putsTheTextOfTheApplicationItselfUnderNoApi() {
        String text = "Plan with your team";
        admin.clients().setAttribute(CONSENT_APP, "consent.screen.text", text);
        admin.clients().setAttribute(CONSENT_APP, "display.on.consent.screen", "true");
        RoleScopeResource passedOn = admin.client(CONSENT_APP)
                .getScopeMappings()
                .clientLevel(admin.client(CONTACTS_API).toRepresentation().getId());
        List<RoleRepresentation> read = List.of(admin.permissions().get(CONTACTS_API, "read:contacts"));
        passedOn.add(read);
        realm.cleanup().add(afterwards -> passedOn.remove(read));
        LoginWalk walk = logIn("en-US", CONTACTS);

        assertThat(walk.headings()).containsExactlyInAnyOrder("Other access", "Contacts", "Your profile");
        assertThat(walk.scopes("Other access")).containsExactly(text);
    }

    @Test
    void consentMayBeDenied() {
        LoginWalk walk = logIn("en-US", CONTACTS);

        assertThat(walk.press("kc-cancel").application()).containsEntry("error", "access_denied");
    }

    @Test
    void staysReadableWithFiftyScopes() {
        String scope = IntStream.rangeClosed(1, ThemedRealm.MANY)
                .mapToObj(number -> " read:archive-" + number)
                .collect(Collectors.joining("", "openid", ""));
        LoginWalk walk = walk("en-US").request(ThemedRealm.MANY_APP, scope).logIn(USER);

        assertThat(walk.headings()).containsExactly("Archive", "Your profile");
        assertThat(walk.scopes("Archive")).hasSize(ThemedRealm.MANY).endsWith("Read archive no. 50");
        Looks.assertGood(walk.page(), "consent-many");
        assertThat(walk.press("kc-login").application()).containsKey("code");
    }

    @Test
    void showsNamesAndTextsAsTheyAreWritten() {
        String name = "<script>document.title='x'</script> & 'Contacts'";
        admin.changeClient(CONTACTS_API, api -> api.setName(name));
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = logIn("en-US", CONTACTS);

        assertThat(walk.headings()).containsExactly(name);
        assertThat(walk.acceptNotice().headings()).startsWith(name);
    }

    /** Nothing is decided then, and nobody knows of which API a scope is; the page still asks for all of them. */
    @Test
    void asksWithoutGroupsWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        LoginWalk walk = logIn("en-US", CONTACTS);

        assertThat(walk.headings()).isEmpty();
        assertThat(walk.page().locator("#kc-oauth li").allInnerTexts())
                .contains("Read your contacts", "Delete your contacts");
        assertThat(walk.press("kc-login").application()).containsKey("code");
    }

    private LoginWalk logIn(String locale, String scope) {
        return walk(locale).request(CONSENT_APP, scope).logIn(USER);
    }

    private LoginWalk walk(String locale) {
        return new LoginWalk(CHROMIUM.newBrowser(locale), consentApp.oauth());
    }

    private void createScope(String name, String text, String api) {
        admin.createScope(name, CONSENT_APP, Map.of("consent.screen.text", text, "permissionScopes.api", api));
    }
}
