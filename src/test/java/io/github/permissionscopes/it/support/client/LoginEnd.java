package io.github.permissionscopes.it.support.client;

import static io.github.permissionscopes.it.support.check.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.check.Agreement;
import io.github.permissionscopes.it.support.client.Browser.Page;
import java.util.List;
import java.util.Map;
import org.keycloak.events.EventType;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A user who may read contacts and not delete them, and how her login ends, whichever way she took: with the consent
 * page if the client has one, with tokens, and with the event that tells what was refused.
 */
public final class LoginEnd {

    public static final String USER = "rita";

    /** What every login asks for. */
    public static final String REQUEST = "openid read:contacts delete:contacts";

    public static final List<String> GRANTED = List.of(DemoRealm.READ_CONTACTS);
    public static final Map<String, String> REFUSED = Map.of(DemoRealm.DELETE_CONTACTS, "not_permitted");

    private final RealmAdmin admin;
    private final Events events;

    private LoginEnd(RealmAdmin admin, Events events) {
        this.admin = admin;
        this.events = events;
    }

    /** With the user, until the end of the test: one of its own has no consent, session or password of another test. */
    public static LoginEnd ofNewUser(ManagedRealm realm, RealmAdmin admin, Events events) {
        addUser(realm);
        return of(admin, events);
    }

    public static void addUser(ManagedRealm realm) {
        realm.addUser(DemoRealm.user(USER));
        new RealmAdmin(realm.admin()).give(USER, DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS);
    }

    /** Of users that the test makes itself. */
    public static LoginEnd of(RealmAdmin admin, Events events) {
        return new LoginEnd(admin, events);
    }

    /** @param page what {@link #REQUEST} has led to, after the last form of the login */
    public TokenAnswer assertNarrowed(OAuthClient client, Page page) {
        return assertNarrowed(client, page, USER);
    }

    public TokenAnswer assertNarrowed(OAuthClient client, Page page, String username) {
        boolean consent = client.id().equals(DemoRealm.CONSENT_APP);
        TokenAnswer answer = tokens(client, consent ? consent(client, page, username) : page);
        // That of the login shows that it was narrowed there, and not only when the code was exchanged.
        EventType login = consent ? EventType.CUSTOM_REQUIRED_ACTION : EventType.LOGIN;
        assertRefused(next(events, login), REQUEST, REFUSED, "enforce");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, REFUSED, "enforce");
        return answer;
    }

    /** The user says yes to the page, which asks for nothing that cannot be granted. */
    public Page consent(OAuthClient client, Page page, String username) {
        Page callback = page.accept();
        Agreement.assertConsent(page, admin.people().storedConsent(username, client.id()), GRANTED);
        return callback;
    }

    /** The code is worth tokens, everywhere with what is granted. */
    public TokenAnswer tokens(OAuthClient client, Page callback) {
        assertThat(callback.parameter("code"))
                .as("code in %s '%s'", callback.uri(), callback.document().text())
                .isNotNull();
        return Agreement.assertEverywhere(client, client.exchange(callback), GRANTED);
    }
}
