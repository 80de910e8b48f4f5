package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.realm.ThemedRealm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a user sees, in a real browser: the consent page of the product's theme, the notice and the refusal. */
@KeycloakIntegrationTest(config = ProductServer.class)
class LoginPagesIT {

    private static final String CONTACTS = "openid read:contacts delete:contacts";
    private static final String ALL = "openid " + String.join(" ", ALL_SCOPES);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @InjectRealm(config = ThemedRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @CsvSource({
        "en-US, Your profile, Create your events, Update your events, Read your contacts",
        "de-DE, Ihr Profil, Veranstaltungen für Sie anlegen, Ihre Veranstaltungen ändern, Ihre Kontakte lesen"
    })
    void groupsConsentByApi(String locale, String profile, String create, String update, String read) {
        LoginWalk walk = walk(locale).request(CONSENT_APP, ALL).logIn(USER);

        assertThat(walk.headings()).containsExactly("Events", "Contacts", "Timesheets", profile);
        assertThat(walk.scopes("Events")).containsExactly(create, update);
        assertThat(walk.scopes("Contacts")).containsExactly(read);
        assertThat(walk.scopes("Timesheets")).hasSize(4);
        assertThat(walk.scopes(profile)).hasSize(2);
        Looks.assertGood(walk.page(), "consent-" + locale);
        assertThat(walk.press("kc-login").application()).containsKey("code");
        assertThat(admin.storedConsent(USER, CONSENT_APP))
                .contains("read:contacts")
                .doesNotContain("delete:contacts");
    }

    /** Keycloak tells the page only the texts, and these two have the same one. */
    @ParameterizedTest
    @CsvSource({"read:minutes, read:diary, Diary", "read:diary, read:minutes, Minutes"})
    void namesTheApiOfWhatIsAskedNotOfWhatWasGivenBefore(String given, String asked, String api) {
        Map<String, String> text = Map.of("consent.screen.text", "Read everything");
        admin.createScope("read:minutes", CONSENT_APP, with(text, "permissionScopes.api", "Minutes"));
        admin.createScope("read:diary", CONSENT_APP, with(text, "permissionScopes.api", "Diary"));
        LoginWalk first = walk("en-US").request(CONSENT_APP, "openid " + given).logIn(USER);
        assertThat(first.press("kc-login").application()).containsKey("code");

        LoginWalk walk = walk("en-US")
                .request(CONSENT_APP, "openid " + given + " " + asked)
                .logIn(USER);

        assertThat(walk.headings()).containsExactly(api);
        assertThat(walk.scopes(api)).containsExactly("Read everything");
    }

    /** As the rule has it: the attribute names an API only where no client role does. */
    @Test
    void namesTheApiWhoseRolesAScopeRequiresWhateverTheAttributeSays() {
        admin.createScope(
                "read:archive",
                CONSENT_APP,
                with(Map.of("consent.screen.text", "Read the archive"), "permissionScopes.api", EVENTS_API));
        admin.map("read:archive", CONTACTS_API, "read:contacts");
        LoginWalk walk =
                walk("en-US").request(CONSENT_APP, "openid read:archive").logIn(USER);

        assertThat(walk.scopes("Contacts")).containsExactly("Read the archive");
        assertThat(walk.headings()).doesNotContain("Events");
    }

    @Test
    void namesAnApiByTheClientIdThatItsClientHasNow() {
        ClientRepresentation minutes = new ClientRepresentation();
        minutes.setClientId("minutes-api");
        admin.add(minutes);
        admin.createScope(
                "read:minutes",
                CONSENT_APP,
                with(Map.of("consent.screen.text", "Read minutes"), "permissionScopes.api", "minutes-api"));
        admin.renameClient("minutes-api", "minutes");

        LoginWalk walk =
                walk("en-US").request(CONSENT_APP, "openid read:minutes").logIn(USER);

        assertThat(walk.headings()).contains("minutes").doesNotContain("minutes-api");
        assertThat(walk.scopes("minutes")).containsExactly("Read minutes");
    }

    /** A client may have a text of its own on the page; it is about the client, whatever roles it passes on. */
    @Test
    void putsTheTextOfTheApplicationItselfUnderNoApi() {
        String text = "Plan with your team";
        admin.setClientAttribute(CONSENT_APP, "consent.screen.text", text);
        admin.setClientAttribute(CONSENT_APP, "display.on.consent.screen", "true");
        admin.client(CONSENT_APP)
                .getScopeMappings()
                .clientLevel(realm.admin()
                        .clients()
                        .findByClientId(CONTACTS_API)
                        .get(0)
                        .getId())
                .add(List.of(admin.permission(CONTACTS_API, "read:contacts")));
        LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS).logIn(USER);

        assertThat(walk.headings()).containsExactlyInAnyOrder("Other access", "Contacts", "Your profile");
        assertThat(walk.scopes("Other access")).containsExactly(text);
    }

    @Test
    void consentMayBeDenied() {
        LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS).logIn(USER);

        assertThat(walk.press("kc-cancel").application()).containsEntry("error", "access_denied");
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Some access is not granted, Delete your contacts, Continue without them",
        "de-DE, Ein Teil des Zugriffs wird nicht gewährt, Ihre Kontakte löschen, Ohne diesen Zugriff fortfahren"
    })
    void noticesWhatIsRefused(String locale, String title, String delete, String goOn) {
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = walk(locale).request(CONSENT_APP, ALL).logIn(USER);

        assertThat(walk.title()).isEqualTo(title);
        assertThat(walk.headings()).containsExactly("Events", "Contacts");
        assertThat(walk.scopes("Contacts")).containsExactly(delete);
        assertThat(walk.scopes("Events")).hasSize(2);
        assertThat(walk.page().innerText("#permission-scopes-accept").strip()).isEqualTo(goOn);
        Looks.assertGood(walk.page(), "notice-" + locale);
        assertThat(walk.acceptNotice().headings()).startsWith("Events", "Contacts", "Timesheets");
        assertThat(walk.press("kc-login").application()).containsKey("code");
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Access is not granted, Delete your contacts",
        "de-DE, Der Zugriff wird nicht gewährt, Ihre Kontakte löschen"
    })
    void saysWhatIsRefusedWhereTheApplicationCannot(String locale, String title, String delete) {
        admin.configure(Map.of("refusal", "reject"));
        LoginWalk walk = walk(locale).device(device()).logIn(USER);

        assertThat(walk.title()).isEqualTo(title);
        assertThat(walk.headings()).containsExactly("Contacts");
        assertThat(walk.scopes("Contacts")).containsExactly(delete);
        Looks.assertGood(walk.page(), "refusal-" + locale);
    }

    @ParameterizedTest
    @CsvSource({
        "fr-FR, fr, Une partie de l’accès n’est pas accordée, Continuer sans cet accès, Votre profil",
        "es-ES, es, Parte del acceso no se concede, Continuar sin este acceso, Su perfil",
        "ja-JP, ja, 一部のアクセスは許可されません, このアクセスなしで続行, あなたのプロファイル"
    })
    void speaksTheLanguageOfTheUser(String locale, String language, String title, String goOn, String profile) {
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = walk(locale).request(CONSENT_APP, CONTACTS).logIn(USER);

        assertThat(walk.page().getAttribute("html", "lang")).isEqualTo(language);
        assertThat(walk.title()).isEqualTo(title);
        assertThat(walk.page().innerText("#permission-scopes-accept").strip()).isEqualTo(goOn);
        assertThat(walk.page().innerText("#permission-scopes-notice")).contains("Team Planner");
        assertThat(walk.acceptNotice().headings()).containsExactly("Contacts", profile);
    }

    @Test
    void saysThatAStrongerLoginWouldHelp() {
        admin.configure(Map.of("notice", "true"));
        admin.setScopeAttribute("read:contacts", PermissionScopes.MINIMUM_ACR, "2");
        LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS).logIn(USER);

        assertThat(walk.scopes("Contacts"))
                .containsExactly("Delete your contacts", "Read your contacts (needs a stronger sign-in)");
    }

    @Test
    void keepsTheGroupsWhenTheLanguageIsChanged() {
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS).logIn(USER);

        changeLanguage(walk, "de");
        assertThat(walk.scopes("Contacts")).containsExactly("Ihre Kontakte löschen");
        walk.acceptNotice();
        changeLanguage(walk, "en");

        assertThat(walk.headings()).containsExactly("Contacts", "Your profile");
        assertThat(walk.press("kc-login").application()).containsKey("code");
    }

    @Test
    void needsNothingButAKeyboard() {
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS);
        Page page = walk.page();
        tabTo(page, "username");
        page.keyboard().type(USER);
        tabTo(page, "password");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForSelector("#permission-scopes-notice");

        tabTo(page, "permission-scopes-cancel");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");
        page.waitForSelector("#kc-oauth");
        tabTo(page, "kc-login");
        page.keyboard().press("Enter");

        assertThat(walk.application()).containsKey("code");
    }

    @Test
    void staysReadableWithFiftyScopes() {
        StringBuilder scope = new StringBuilder("openid");
        for (int number = 1; number <= ThemedRealm.MANY; number++) {
            scope.append(" read:archive-").append(number);
        }
        LoginWalk walk =
                walk("en-US").request(ThemedRealm.MANY_APP, scope.toString()).logIn(USER);

        assertThat(walk.headings()).containsExactly("Archive", "Your profile");
        assertThat(walk.scopes("Archive")).hasSize(ThemedRealm.MANY).endsWith("Read archive no. 50");
        Looks.assertGood(walk.page(), "consent-many");
        assertThat(walk.press("kc-login").application()).containsKey("code");
    }

    @Test
    void showsNamesAndTextsAsTheyAreWritten() {
        var api = admin.client(CONTACTS_API).toRepresentation();
        String name = "<script>document.title='x'</script> & 'Contacts'";
        api.setName(name);
        admin.client(CONTACTS_API).update(api);
        admin.configure(Map.of("notice", "true"));
        try {
            LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS).logIn(USER);

            assertThat(walk.headings()).containsExactly(name);
            assertThat(walk.acceptNotice().headings()).startsWith(name);
        } finally {
            api.setName("Contacts");
            admin.client(CONTACTS_API).update(api);
        }
    }

    /** Nothing is decided then, and nobody knows of which API a scope is; the page still asks for all of them. */
    @Test
    void asksWithoutGroupsWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS).logIn(USER);

        assertThat(walk.headings()).isEmpty();
        assertThat(walk.page().locator("#kc-oauth li").allInnerTexts())
                .contains("Read your contacts", "Delete your contacts");
        assertThat(walk.press("kc-login").application()).containsKey("code");
    }

    /** Themes that do not know of the product: its own pages are plain templates, and consent is the theme's. */
    @ParameterizedTest
    @ValueSource(strings = {"keycloak", "keycloak.v2", "base"})
    void looksAsTheThemeOfTheRealmDoes(String theme) {
        admin.configure(Map.of("notice", "true"));
        setTheme(theme);
        try {
            LoginWalk walk = walk("de-DE").request(CONSENT_APP, CONTACTS).logIn(USER);
            assertThat(walk.headings()).containsExactly("Contacts");
            assertThat(walk.scopes("Contacts")).containsExactly("Ihre Kontakte löschen");
            walk.acceptNotice();
            assertThat(walk.page().locator("#kc-oauth li").allInnerTexts().stream()
                            .map(String::strip)
                            .toList())
                    .contains("Ihre Kontakte lesen")
                    .doesNotContain("Ihre Kontakte löschen");
            assertThat(walk.press("kc-login").application()).containsKey("code");

            admin.configure(Map.of("refusal", "reject"));
            LoginWalk refused = walk("de-DE").device(device()).logIn(USER);
            assertThat(refused.scopes("Contacts")).containsExactly("Ihre Kontakte löschen");
        } finally {
            setTheme(ThemedRealm.THEME);
        }
    }

    private LoginWalk walk(String locale) {
        return new LoginWalk(CHROMIUM.newBrowser(locale), oauth);
    }

    private static Map<String, String> with(Map<String, String> attributes, String key, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(key, value);
        return more;
    }

    private Device device() {
        return oauth.client(CONTACTS_APP).asking(CONTACTS).device();
    }

    private void setTheme(String theme) {
        RealmRepresentation changed = realm.admin().toRepresentation();
        changed.setLoginTheme(theme);
        realm.admin().update(changed);
    }

    private static void changeLanguage(LoginWalk walk, String language) {
        Page page = walk.page();
        String option = page.getAttribute("#login-select-toggle option[value*='kc_locale=" + language + "']", "value");
        page.waitForNavigation(() -> page.selectOption("#login-select-toggle", option));
    }

    private static void tabTo(Page page, String id) {
        for (int presses = 0; presses < 30; presses++) {
            if (id.equals(page.evaluate("document.activeElement.id"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key does not lead to " + id + " on " + page.url());
    }
}
