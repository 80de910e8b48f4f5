package io.github.permissionscopes.demo;

import static io.github.permissionscopes.demo.DemoRealm.CONSENT_APP;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.DELETE_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.EVENTS;
import static io.github.permissionscopes.demo.DemoRealm.EVENTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.READ_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.SERVICE;
import static io.github.permissionscopes.demo.DemoRealm.TIMESHEETS;
import static io.github.permissionscopes.demo.DemoRealm.TIMESHEETS_APP;

import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import io.github.permissionscopes.telemetry.RulingReporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.EventRepresentation;

/** Asks for tokens as every user in several grants, and prints what each asked for and got. */
final class WalkThrough {

    private final DemoServer server;
    private final OAuth oauth;
    private final List<WalkThroughRow> rows = new ArrayList<>();

    WalkThrough(DemoServer server) {
        this.server = server;
        this.oauth = new OAuth(server.url() + "/realms/" + DemoRealm.NAME, DemoRealm.REDIRECT_URI);
    }

    /** @return whether every row is as expected */
    boolean run() {
        try (Keycloak keycloak = server.admin()) {
            walk(keycloak.realm(DemoRealm.NAME));
        }
        WalkThroughRow.print(rows);
        long wrong = rows.stream().filter(row -> !row.asExpected()).count();
        System.out.println(
                wrong == 0 ? rows.size() + " of " + rows.size() + " as expected." : wrong + " NOT as expected.");
        return wrong == 0;
    }

    private void walk(RealmResource realm) {
        for (String user : List.of("anna", "carl", "nora")) {
            row(realm, user, "authorization code", CONTACTS, expected(user), code(CONTACTS_APP, user, CONTACTS));
        }
        row(realm, "anna", "code with consent", CONTACTS, Set.of(READ_CONTACTS), consent("anna", CONTACTS));
        for (String user : List.of("emma", "mark")) {
            row(realm, user, "authorization code", TIMESHEETS, expected(user), code(TIMESHEETS_APP, user, TIMESHEETS));
        }
        for (String user : List.of("olga", "pete")) {
            row(
                    realm,
                    user,
                    "password",
                    EVENTS,
                    expected(user),
                    oauth.client(EVENTS_APP).asking(request(EVENTS)).as(user).byPassword());
        }
        row(
                realm,
                SERVICE,
                "client credentials",
                TIMESHEETS,
                Set.of("read:timesheets"),
                oauth.client(SERVICE)
                        .confidential()
                        .asking(String.join(" ", TIMESHEETS))
                        .byClientCredentials());
        refreshAfterLoss(realm);
    }

    private void refreshAfterLoss(RealmResource realm) {
        RealmAdmin admin = new RealmAdmin(realm);
        TokenAnswer before = code(CONTACTS_APP, "carl", CONTACTS);
        admin.take("carl", CONTACTS_API, DELETE_CONTACTS);
        row(
                realm,
                "carl",
                "refresh, after losing delete",
                CONTACTS,
                Set.of(READ_CONTACTS),
                oauth.client(CONTACTS_APP).refresh(before));
        admin.give("carl", CONTACTS_API, DELETE_CONTACTS);
    }

    private static Set<String> expected(String user) {
        return switch (user) {
            case "anna" -> Set.of(READ_CONTACTS);
            case "carl" -> Set.copyOf(CONTACTS);
            case "emma" -> Set.of("read:timesheets", "create:timesheets", "delete:timesheets");
            case "mark" -> Set.copyOf(TIMESHEETS);
            case "olga" -> Set.of("create:events", "update:events");
            case "pete" -> Set.of("view:events", "register:events");
            default -> Set.of();
        };
    }

    private TokenAnswer code(String client, String user, List<String> scopes) {
        return oauth.client(client).asking(request(scopes)).as(user).byCode();
    }

    private TokenAnswer consent(String user, List<String> scopes) {
        OAuthClient client = oauth.client(CONSENT_APP);
        Page consent = client.asking(request(scopes)).as(user).login();
        return client.exchange(consent.accept());
    }

    private static String request(List<String> scopes) {
        return "openid " + String.join(" ", scopes);
    }

    private void row(
            RealmResource realm,
            String user,
            String grant,
            List<String> requested,
            Set<String> expected,
            TokenAnswer answer) {
        Set<String> granted = answer.status() == 200 ? TokenAnswer.scope(answer.accessClaims()) : Set.of();
        rows.add(new WalkThroughRow(user, grant, requested, granted, reasons(realm), expected, answer));
    }

    /** The reasons as the realm's newest event tells them. */
    private static Map<String, String> reasons(RealmResource realm) {
        Map<String, String> reasons = new LinkedHashMap<>();
        EventRepresentation newest =
                realm.getEvents(null, null, null, null, null, null, 0, 1).get(0);
        String detail = newest.getDetails().get(RulingReporter.SCOPE_REFUSED_REASONS);
        if (detail != null) {
            for (String reason : detail.split(" ")) {
                int equals = reason.lastIndexOf('=');
                reasons.put(reason.substring(0, equals), reason.substring(equals + 1));
            }
        }
        return reasons;
    }
}
