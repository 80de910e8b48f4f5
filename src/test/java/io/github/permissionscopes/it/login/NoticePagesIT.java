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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a user sees, in a real browser: the notice of what is refused, and the page of a refusal. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NoticePagesIT {

    private static final String CONTACTS = "openid read:contacts delete:contacts";
    private static final String ALL = "openid " + String.join(" ", ALL_SCOPES);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @InjectRealm(config = ThemedRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @CsvSource({
        "en-US, Some access is not granted, Delete your contacts, Continue without them",
        "de-DE, Ein Teil des Zugriffs wird nicht gewährt, Ihre Kontakte löschen, Ohne diesen Zugriff fortfahren"
    })
    void noticesWhatIsRefused(String locale, String title, String delete, String goOn) {
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = logIn(locale, ALL);

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
        LoginWalk walk = logIn(locale, CONTACTS);

        assertThat(walk.page().getAttribute("html", "lang")).isEqualTo(language);
        assertThat(walk.title()).isEqualTo(title);
        assertThat(walk.page().innerText("#permission-scopes-accept").strip()).isEqualTo(goOn);
        assertThat(walk.page().innerText("#permission-scopes-notice")).contains("Team Planner");
        assertThat(walk.acceptNotice().headings()).containsExactly("Contacts", profile);
    }

    @Test
    void saysThatAStrongerLoginWouldHelp() {
        admin.configure(Map.of("notice", "true"));
        admin.scopes().setAttribute("read:contacts", PermissionScopes.MINIMUM_ACR, "2");
        LoginWalk walk = logIn("en-US", CONTACTS);

        assertThat(walk.scopes("Contacts"))
                .containsExactly("Delete your contacts", "Read your contacts (needs a stronger sign-in)");
    }

    @Test
    void keepsTheGroupsWhenTheLanguageIsChanged() {
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = logIn("en-US", CONTACTS);

        walk.changeLanguage("de");
        assertThat(walk.scopes("Contacts")).containsExactly("Ihre Kontakte löschen");
        walk.acceptNotice();
        walk.changeLanguage("en");

        assertThat(walk.headings()).containsExactly("Contacts", "Your profile");
        assertThat(walk.press("kc-login").application()).containsKey("code");
    }

    @Test
    void needsNothingButAKeyboard() {
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = walk("en-US").request(CONSENT_APP, CONTACTS);
        Page page = walk.page();
        walk.tabTo("username");
        page.keyboard().type(USER);
        walk.tabTo("password");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForSelector("#permission-scopes-notice");

        walk.tabTo("permission-scopes-cancel");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");
        page.waitForSelector("#kc-oauth");
        walk.tabTo("kc-login");
        page.keyboard().press("Enter");

        assertThat(walk.application()).containsKey("code");
    }

    /** Themes that do not know of the product: its own pages are plain templates, and consent is the theme's. */
    @ParameterizedTest
    @ValueSource(strings = {"keycloak", "keycloak.v2", "base"})
    void looksAsTheThemeOfTheRealmDoes(String theme) {
        admin.configure(Map.of("notice", "true"));
        admin.change(settings -> settings.setLoginTheme(theme));
        LoginWalk walk = logIn("de-DE", CONTACTS);
        assertThat(walk.headings()).containsExactly("Contacts");
        assertThat(walk.scopes("Contacts")).containsExactly("Ihre Kontakte löschen");
        walk.acceptNotice();
        assertThat(walk.page().locator("#kc-oauth li").allInnerTexts())
                .map(String::strip)
                .contains("Ihre Kontakte lesen")
                .doesNotContain("Ihre Kontakte löschen");
        assertThat(walk.press("kc-login").application()).containsKey("code");

        admin.configure(Map.of("refusal", "reject"));
        LoginWalk refused = walk("de-DE").device(device()).logIn(USER);
        assertThat(refused.scopes("Contacts")).containsExactly("Ihre Kontakte löschen");
    }

    private LoginWalk logIn(String locale, String scope) {
        return walk(locale).request(CONSENT_APP, scope).logIn(USER);
    }

    private LoginWalk walk(String locale) {
        return new LoginWalk(CHROMIUM.newBrowser(locale), consentApp.oauth());
    }

    private Device device() {
        return contactsApp.asking(CONTACTS).device();
    }
}
