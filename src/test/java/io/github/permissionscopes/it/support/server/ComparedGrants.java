package io.github.permissionscopes.it.support.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.admin.StoredEvents;
import io.github.permissionscopes.it.support.check.Agreement;
import io.github.permissionscopes.it.support.check.EventLog;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.List;
import java.util.function.Supplier;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;

/** That a server narrows or stops with the product what it grants without it. */
public final class ComparedGrants {

    private final RealmAdmin admin;
    private final StoredEvents events;
    private final OAuth oauth;

    ComparedGrants(RealmAdmin admin, StoredEvents events, OAuth oauth) {
        this.admin = admin;
        this.events = events;
        this.oauth = oauth;
    }

    /**
     * A plain server gives a token with {@code delete:contacts}. The product answers with an error and nothing else,
     * the realm's events tell why, and none of them says that it has gone well.
     */
    public void assertStopped(Supplier<TokenAnswer> grant, EventType success, EventType error) {
        assertStopped(DemoRealm.DELETE_CONTACTS, grant, success, error);
    }

    /** The same of another scope. */
    public void assertStopped(String scope, Supplier<TokenAnswer> grant, EventType success, EventType error) {
        TokenAnswer plain = admin.whileOff(grant);
        assertThat(plain.status()).as("without the product: %s", plain.body()).isEqualTo(200);
        assertThat(TokenAnswer.scope(plain.accessClaims())).contains(scope);
        events.clear();

        TokenAnswer answer = grant.get();

        Agreement.assertNoToken(answer, "invalid_scope");
        assertTold(scope, error);
        assertThat(events.types()).doesNotContain(success.name());
    }

    /** The same of a redirect to the application. */
    public void assertStoppedRedirect(Supplier<Page> login) {
        assertThat(admin.whileOff(login).parameter("access_token"))
                .as("without the product")
                .isNotNull();
        events.clear();

        Page page = login.get();

        assertThat(page.parameter("error")).as("error in %s", page.uri()).isEqualTo("invalid_scope");
        for (String secret : List.of("access_token", "id_token", "code")) {
            assertThat(page.parameter(secret))
                    .as("%s in %s", secret, page.uri())
                    .isNull();
        }
        // The login itself has gone well, and has its own event.
        assertTold(DemoRealm.DELETE_CONTACTS, EventType.LOGIN_ERROR);
    }

    private void assertTold(String scope, EventType error) {
        assertThat(events.latest(error).getDetails())
                .as("details of %s", error)
                .containsEntry("scope_refused_reasons", scope + "=not_permitted");
        assertThat(events.types()).containsOnlyOnce(error.name());
    }

    /** A plain server gives both scopes; the product gives one of them, everywhere, and the event tells why. */
    public void assertNarrowed(OAuthClient client, Supplier<TokenAnswer> grant, EventType type) {
        TokenAnswer plain = admin.whileOff(grant);
        assertThat(plain.scope()).as("without the product: %s", plain.body()).containsAll(DemoRealm.CONTACTS);
        events.clear();

        TokenAnswer answer = grant.get();

        EventRepresentation event = EventLog.assertRefused(events.latest(type), EventLog.DELETE_REFUSED);
        // A stored request has the default scopes too, in any order.
        assertThat(event.getDetails().get("scope_requested").split(" ")).contains(GrantTour.SCOPE.split(" "));
        List<String> granted = List.of(DemoRealm.READ_CONTACTS);
        if (answer.refreshToken() == null) {
            Agreement.assertGrants(answer, granted);
            Agreement.assertIntrospection(oauth, answer.accessToken(), granted);
        } else {
            Agreement.assertEverywhere(client, answer, granted);
        }
    }
}
