package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/**
 * The demo realm with the product's login theme, in five languages. Its scopes have texts of their own in two of them,
 * and an order in which the consent page is to show them. Lena may have some of every API's.
 */
public final class ThemedRealm implements RealmConfig {

    public static final String THEME = "permission-scopes";
    public static final String USER = "lena";

    /** The consent page in this order: events first, and of the contacts the dangerous one first. */
    private static final List<String> ORDER = Stream.of(
                    DemoRealm.EVENTS, List.of("delete:contacts", "read:contacts"), DemoRealm.TIMESHEETS)
            .flatMap(List::stream)
            .toList();

    /** Scopes for whose texts Keycloak has messages. */
    private static final Set<String> KEYCLOAKS = Set.of("profile", "email");

    private static final Map<String, String> NAMES = Map.of(
            DemoRealm.CONTACTS_API, "Contacts",
            DemoRealm.TIMESHEETS_API, "Timesheets",
            DemoRealm.EVENTS_API, "Events",
            DemoRealm.CONSENT_APP, "Team Planner",
            DemoRealm.CONTACTS_APP, "Address Book");

    private static final Map<String, Map<String, String>> ATTRIBUTES = Map.of(
            DemoRealm.CONTACTS_APP,
            Map.of("oauth2.device.authorization.grant.enabled", "true"),
            DemoRealm.CONSENT_APP,
            Map.of("policyUri", "https://planner.example/privacy", "tosUri", "https://planner.example/terms"));

    private static final Map<String, String> GERMAN = Map.of(
            "read:contacts", "Ihre Kontakte lesen",
            "delete:contacts", "Ihre Kontakte löschen",
            "read:timesheets", "Ihre Arbeitszeiten lesen",
            "create:timesheets", "Arbeitszeiten für Sie eintragen",
            "delete:timesheets", "Ihre Arbeitszeiten löschen",
            "approve:timesheets", "Arbeitszeiten in Ihrem Namen freigeben",
            "create:events", "Veranstaltungen für Sie anlegen",
            "update:events", "Ihre Veranstaltungen ändern",
            "view:events", "Ihre Veranstaltungen sehen",
            "register:events", "Sie zu Veranstaltungen anmelden");

    /** The client with fifty scopes. */
    public static final String MANY_APP = "everything-app";

    public static final String MANY_API = "archive-api";
    public static final int MANY = 50;

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        DemoRealm.configure(realm);
        realm.users(DemoRealm.user(USER)
                .clientRoles(DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS)
                .realmRoles("manager", "organizer"));
        addManyScopes(realm);
        style(realm.build());
        return realm;
    }

    private static void style(RealmRepresentation realm) {
        realm.setDisplayName("Example");
        realm.setLoginTheme(THEME);
        realm.setInternationalizationEnabled(true);
        realm.setDefaultLocale("en");
        realm.setSupportedLocales(Set.of("en", "de", "fr", "es", "ja"));
        Map<String, String> english = new LinkedHashMap<>();
        Map<String, String> german = new LinkedHashMap<>();
        for (ClientScopeRepresentation scope : realm.getClientScopes()) {
            String name = scope.getName();
            if (GERMAN.containsKey(name)) {
                String key = "scope-" + name.replace(':', '-');
                english.put(key, DemoRealm.description(name));
                german.put(key, GERMAN.get(name));
                scope.getAttributes().put("consent.screen.text", "${" + key + "}");
            }
            if (KEYCLOAKS.contains(name)) {
                scope.getAttributes().put("consent.screen.text", "${" + name + "ScopeConsentText}");
            }
            if (ORDER.contains(name)) {
                scope.getAttributes().put("gui.order", String.valueOf(ORDER.indexOf(name) + 1));
            }
        }
        realm.setLocalizationTexts(Map.of("en", english, "de", german));
        for (ClientRepresentation client : realm.getClients()) {
            client.setName(NAMES.getOrDefault(client.getClientId(), client.getName()));
            Map<String, String> attributes = ATTRIBUTES.get(client.getClientId());
            if (attributes != null) {
                client.setAttributes(attributes);
            }
        }
    }

    private static void addManyScopes(RealmBuilder realm) {
        List<String> names = new ArrayList<>();
        realm.clients(ClientBuilder.create(MANY_API).name("Archive").bearerOnly(true));
        for (int number = 1; number <= MANY; number++) {
            String name = "read:archive-" + number;
            names.add(name);
            ClientScopeRepresentation scope = new ClientScopeRepresentation();
            scope.setName(name);
            scope.setProtocol("openid-connect");
            scope.setAttributes(new LinkedHashMap<>(Map.of(
                    "permissionScopes.api",
                    MANY_API,
                    "gui.order",
                    String.valueOf(100 + number),
                    "consent.screen.text",
                    number == 1 ? "Read_" + "long".repeat(40) : "Read archive no. " + number)));
            realm.clientScopes(scope);
        }
        realm.clients(DemoRealm.application(MANY_APP, names).consentRequired(true));
    }
}
