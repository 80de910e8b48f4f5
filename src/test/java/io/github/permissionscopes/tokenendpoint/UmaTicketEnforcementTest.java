package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.AccessToken;

/** What the resource server's last login leaves for a UMA token: Anna has lost delete:contacts since. */
class UmaTicketEnforcementTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel server = realm.client(
            "server",
            realm.scope("read:contacts", read),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read));
    private final FakeUserSession login = new FakeUserSession(realm, "session", realm.user("anna", read))
            .at(server, "scope", "openid read:contacts delete:contacts read:notes", "level-of-authentication", "1");
    private final FakeSession session =
            new FakeSession(realm).from(realm.client("app")).with(login.model());
    private final AccessToken token = new AccessToken();

    @BeforeEach
    void issue() {
        token.setSessionId("session");
    }

    @ParameterizedTest
    @CsvSource({"Authorization, Bearer", "Authorization, bearer", "claim_token, ''", "subject_token, ''"})
    void isNarrowedWhoeverSaysHowWhoTheUserIs(String place, String scheme) {
        identify(place, scheme);

        assertThat(enforced("audience", "server")).isEqualTo("openid read:contacts");
    }

    @Test
    void isOfTheResourceServerThatTheTicketIsFor() {
        identify("claim_token", "");
        AccessToken ticket = new AccessToken();
        ticket.issuedFor("server");
        session.with("audience", "app");

        assertThat(enforced("ticket", session.encode(ticket))).isEqualTo("openid read:contacts");
    }

    @ParameterizedTest
    @CsvSource({"audience, nobody", "ticket, forged", "audience, app", "other, server"})
    void isLeftAloneWithoutAResourceServerOfItsOwn(String parameter, String value) {
        identify("claim_token", "");

        assertThat(enforced(parameter, value)).isEqualTo("openid read:contacts delete:contacts read:notes");
    }

    @Test
    void isLeftAloneWhereTheClientAsksForItselfOrTheTokenIsOver() {
        assertThat(enforced("audience", "server")).endsWith("delete:contacts read:notes");

        token.exp((long) Time.currentTime() - 10);
        identify("claim_token", "");
        assertThat(enforced("audience", "server")).endsWith("delete:contacts read:notes");
    }

    @Test
    void isLeftAloneWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        identify("claim_token", "");

        assertThat(enforced("audience", "server")).endsWith("delete:contacts read:notes");
    }

    /** Nobody asked for them in this request. */
    @Test
    void isNarrowedAlsoWhereTheRealmRejects() {
        realm.setting("refusal", "reject");
        identify("claim_token", "");

        assertThat(enforced("audience", "server")).isEqualTo("openid read:contacts");
    }

    @Test
    void keepsTheSealOfAGrantWhereNothingIsLost() {
        login.notes(server).put("scope", "openid read:contacts permissionScopes.seal=1.x");
        identify("claim_token", "");

        assertThat(enforced("audience", "server")).isEqualTo("openid read:contacts permissionScopes.seal=1.x");
    }

    private void identify(String place, String scheme) {
        String encoded = session.encode(token);
        if (place.equals("Authorization")) {
            session.header(place, scheme + " " + encoded);
        } else {
            session.with(place, encoded);
        }
    }

    private String enforced(String parameter, String value) {
        session.form().putSingle(parameter, value);
        new UmaTicketEnforcement().enforce(Requests.of(session));
        return login.notes(server).get("scope");
    }
}
