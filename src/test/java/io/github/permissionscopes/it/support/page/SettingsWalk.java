package io.github.permissionscopes.it.support.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.admin.StoredEvents;
import io.github.permissionscopes.it.support.check.EventLog;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/**
 * What an administrator does to the switch on the console's page of required actions, step by step. After each step the
 * settings are the ones that were saved last, whatever else was clicked.
 *
 * <p>Two roles are required for {@code delete:contacts}, of which Anna holds one. That is enough for Keycloak's own
 * check.
 */
public final class SettingsWalk {

    /** Each a way through the page, in its words. The page is as it comes: with the switch off, and no settings. */
    public static final List<String> ORDERS = List.of(
            "report switch",
            "switch report default",
            "switch report switch switch default drag",
            "report reload switch default default",
            "report switch clear default",
            "report switch enforce default",
            "report switch enforce switch switch report drag default");

    /** One way with every kind of click. */
    public static final String EVERY_CLICK =
            "report switch reload default clear enforce switch report switch drag default";

    private static final String REPORT = "report";
    private static final String ENFORCE = "enforce";
    private static final String SCOPE = "openid read:contacts delete:contacts";

    private final RequiredActionsPage console;
    private final RealmResource realm;
    private final RealmAdmin admin;
    private final Supplier<Administration> rest;
    private final OAuth oauth;
    private String mode = ENFORCE;

    /**
     * @param page of a browser that nobody is logged in with
     * @param rest with a token that is valid when it is asked for
     */
    public SettingsWalk(Page page, RealmResource realm, String realmUrl, Supplier<Administration> rest) {
        this.console = new RequiredActionsPage(page, realmUrl);
        this.realm = realm;
        this.admin = new RealmAdmin(realm);
        this.rest = rest;
        this.oauth = new OAuth(realmUrl, DemoRealm.REDIRECT_URI);
    }

    /** Puts the realm into the state in which every way begins, and logs an administrator in. */
    public SettingsWalk begin() {
        RealmRepresentation representation = realm.toRepresentation();
        representation.setEventsEnabled(true);
        realm.update(representation);
        admin.map(DemoRealm.DELETE_CONTACTS, DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS);
        admin.scopes().setAttribute(DemoRealm.DELETE_CONTACTS, PermissionScopes.MATCH, "all");
        realm.flows().removeRequiredActionConfig(PermissionScopes.REQUIRED_ACTION_ID);
        RequiredActionProviderRepresentation action = admin.theSwitch().get();
        action.setEnabled(false);
        action.setDefaultAction(false);
        action.setPriority(behindAllOthers());
        realm.flows().updateRequiredAction(PermissionScopes.REQUIRED_ACTION_ID, action);
        admin.give("nora", "realm-management", "realm-admin");
        console.logIn("nora", DemoRealm.PASSWORD);
        return this;
    }

    /** So that a move up is one: Keycloak swaps the priorities of two. */
    private int behindAllOthers() {
        return 1
                + realm.flows().getRequiredActions().stream()
                        .mapToInt(RequiredActionProviderRepresentation::getPriority)
                        .max()
                        .orElseThrow();
    }

    /** @param order words, as in {@link #ORDERS} */
    public void walk(String order) {
        String walked = "";
        for (String step : order.split(" ")) {
            walked += step + " ";
            RequiredActionProviderRepresentation before = admin.theSwitch().get();
            take(step);
            assertStep(walked, step, before, admin.theSwitch().get());
        }
        assertWhatCounts(walked);
        PlaywrightAssertions.assertThat(console.openSettings().mode()).containsText(mode);
        console.cancel();
    }

    private void take(String step) {
        switch (step) {
            case REPORT, ENFORCE -> {
                console.openSettings().chooseMode(step).save();
                mode = step;
            }
            case "clear" -> {
                console.openSettings().clear();
                mode = ENFORCE;
            }
            case "switch" -> console.turn();
            case "default" -> console.toggleDefault();
            case "drag" -> console.dragUp();
            case "reload" -> console.reload();
            default -> throw new IllegalArgumentException(step);
        }
    }

    /** That the step has done what its word says, and nothing to the settings. */
    private void assertStep(
            String walked,
            String step,
            RequiredActionProviderRepresentation before,
            RequiredActionProviderRepresentation after) {
        Map<String, String> settings = realm.flows()
                .getRequiredActionConfig(PermissionScopes.REQUIRED_ACTION_ID)
                .getConfig();
        assertThat(settings.getOrDefault("mode", ENFORCE)).as(walked).isEqualTo(mode);
        switch (step) {
            case REPORT, ENFORCE -> assertThat(settings).as(walked).containsEntry("mode", step);
            case "clear" -> assertThat(settings).as(walked).isEmpty();
            default -> assertThat(settings).as(walked).isEqualTo(before.getConfig());
        }
        assertThat(after.isEnabled() != before.isEnabled()).as(walked).isEqualTo(step.equals("switch"));
        assertThat(after.isDefaultAction() != before.isDefaultAction())
                .as(walked)
                .isEqualTo(step.equals("default"));
        assertThat(after.getPriority() < before.getPriority()).as(walked).isEqualTo(step.equals("drag"));
        JsonNode status = rest.get().get("status").body();
        assertThat(status.path("enabled").asBoolean()).as(walked).isEqualTo(after.isEnabled());
        assertThat(status.at("/settings/mode").asText()).as(walked).isEqualTo(mode);
    }

    private void assertWhatCounts(String walked) {
        realm.clearEvents();
        TokenAnswer answer = oauth.client(DemoRealm.CONTACTS_APP)
                .asking(SCOPE)
                .as(GrantTour.USER)
                .byPassword();
        assertThat(answer.scope()).as(walked).contains(DemoRealm.READ_CONTACTS);
        assertThat(answer.scope().contains(DemoRealm.DELETE_CONTACTS))
                .as("%s: a scope that is refused is granted", walked)
                .isEqualTo(mode.equals(REPORT));
        EventLog.assertRefused(
                new StoredEvents(realm).latest(EventType.LOGIN),
                Map.of(DemoRealm.DELETE_CONTACTS, "not_permitted"),
                mode);
    }
}
