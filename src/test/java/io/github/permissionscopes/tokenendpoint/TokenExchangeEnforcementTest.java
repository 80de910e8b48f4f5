package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.Profile;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;

/** What an exchange of Anna's token gives, of which she may read contacts. That Keycloak obeys it: TokenExchangeIT. */
class TokenExchangeEnforcementTest {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = client("app", true);
    private final ClientModel legacy = client("legacy", false);
    private final UserModel anna = realm.user("anna", read);
    private final FakeUserSession login =
            new FakeUserSession(realm, "session", anna).at(app, "level-of-authentication", "1");
    private final FakeSession session = new FakeSession(realm).from(app).with(login.model());
    private final AccessToken token = new AccessToken();

    @BeforeAll
    static void start() {
        Profile.defaults();
    }

    @AfterAll
    static void stop() {
        Profile.reset();
    }

    @BeforeEach
    void issue() {
        token.setSessionId("session");
        token.issuedFor("app");
        token.setScope("openid read:contacts delete:contacts");
        session.with("subject_token_type", ACCESS_TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "openid read:contacts delete:contacts, openid read:contacts",
        "delete:contacts, ' '",
        "'read:contacts  openid', 'read:contacts  openid'",
        "read:notes, ' '",
        ", "
    })
    void asksForWhatTheUserMayHave(String scope, String asked) {
        ask(scope);

        assertThat(enforced().parameter("scope")).isEqualTo(asked);
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        ask("delete:contacts");

        assertThat(enforced().parameter("scope")).isEqualTo("delete:contacts");
    }

    @Test
    void isRejectedWhereTheRealmSaysSo() {
        realm.setting("refusal", "reject");
        ask("delete:contacts");

        assertThatThrownBy(this::enforced)
                .isInstanceOf(CorsErrorResponseException.class)
                .hasMessage("invalid_scope");
    }

    /** The legacy exchange gives what the token has, and where something is asked for, what of it the token has. */
    @ParameterizedTest
    @CsvSource({
        ", openid read:contacts",
        "read:contacts delete:contacts, read:contacts",
        "delete:contacts, ''",
        "read:contacts, read:contacts"
    })
    void inheritsTheScopesOfTheTokenInALegacyExchange(String scope, String asked) {
        session.from(legacy);
        ask(scope);

        assertThat(enforced().parameter("scope")).isEqualTo(asked);
    }

    @Test
    void asksForItsOwnScopesInALegacyExchangeOfATokenWithoutAny() {
        session.from(legacy);
        token.setScope(null);
        ask("openid delete:contacts");

        assertThat(enforced().parameter("scope")).isEqualTo("openid");
    }

    @Test
    void isJudgedByTheScopesOfTheClientThatALegacyTokenIsFor() {
        realm.client("target", realm.scope("delete:contacts"));
        session.from(legacy).with("audience", "target");
        ask("delete:contacts");

        assertThat(enforced().parameter("scope")).as("not protected there").isEqualTo("delete:contacts");
    }

    @ParameterizedTest
    @CsvSource({"carl, ''", "user:carl, ''", "anna, read:contacts"})
    void isForTheUserThatIsNamed(String subject, String asked) {
        realm.user("carl");
        session.with("requested_subject", subject);
        ask("read:contacts");

        assertThat(enforced().parameter("scope")).isEqualTo(asked);
    }

    /** Another user has not logged in. */
    @Test
    void isOfNoLevelForAnotherUser() {
        login.notes(app).put("level-of-authentication", "2");
        token.setScope("openid read:notes");
        ask("openid read:notes");
        assertThat(enforced().parameter("scope")).isEqualTo("openid read:notes");

        session.with("requested_subject", "anna");
        assertThat(enforced().parameter("scope")).isEqualTo("openid");
    }

    @Test
    void isRejectedWhereNobodyCanBeJudged() {
        token.setSessionId(null);
        ask("delete:contacts");

        assertThatThrownBy(this::enforced).isInstanceOf(CorsErrorResponseException.class);
        realm.setting("mode", "report");
        assertThat(enforced().parameter("scope")).isEqualTo("delete:contacts");
    }

    @Test
    void isLeftToKeycloakWhereNobodyCanBeJudgedAndNothingIsAskedFor() {
        token.setSessionId(null);
        ask(null);

        assertThat(enforced().state().lastRuling()).isEmpty();
    }

    @Test
    void isJudgedByTheSubjectOfATokenWithoutSession() {
        token.setSessionId(null);
        token.subject("user:anna");
        ask("read:contacts delete:contacts");

        assertThat(enforced().parameter("scope")).isEqualTo("read:contacts");
    }

    @Test
    void leavesATokenOfSomebodyElseToKeycloak() {
        session.with("subject_token", "external").with("scope", "delete:contacts");

        assertThat(enforced().parameter("scope")).isEqualTo("delete:contacts");
    }

    @ParameterizedTest
    @CsvSource({
        "resource, contacts-api, contacts-api, contacts-api",
        "resource, events-api, events-api, events-api",
        "audience, contacts-api, contacts-api, contacts-api",
        "audience, https://contacts.example, contacts-api, ",
        "audience, https://nobody.example, , https://nobody.example"
    })
    void isForTheApiThatIsNamed(String parameter, String name, String api, String audience) {
        session.with(parameter, name);
        ask("read:contacts");

        GrantRequest request = enforced();

        assertThat(request.state().target().api().map(TargetApi::clientId)).isEqualTo(Optional.ofNullable(api));
        assertThat(request.parameter("scope")).isEqualTo("events-api".equals(api) ? " " : "read:contacts");
        assertThat(request.parameter("audience")).isEqualTo(parameter.equals("audience") ? audience : null);
    }

    @ParameterizedTest
    @CsvSource({"resource, nobody", "audience, legacy"})
    void isForNoApiOfOthers(String parameter, String name) {
        session.with(parameter, name);
        ask("read:contacts");

        assertThatThrownBy(this::enforced).isInstanceOf(InvalidTarget.class);
    }

    @Test
    void leavesSeveralAudiencesAndThoseOfLegacyExchangesToKeycloak() {
        session.with("audience", "contacts-api").with("audience", "events-api");
        ask("read:contacts");
        assertThat(enforced().state().target().api()).isEmpty();

        session.from(legacy).form().putSingle("audience", "contacts-api");
        assertThat(enforced().state().target().api()).isEmpty();
    }

    /** Keycloak takes the exchange for a login without a level. */
    @Test
    void leavesTheLoginItsLevel() {
        ask("read:contacts");
        GrantRequest request = enforced();
        login.notes(app).remove("level-of-authentication");

        request.putBack();

        assertThat(login.notes(app)).containsEntry("level-of-authentication", "1");
    }

    @Test
    void leavesTheLevelToKeycloakWhereNothingIsEnforcedOrNobodyHasLoggedIn() {
        realm.setting("mode", "report");
        ask("read:contacts");
        assertThat(enforced().afterwards()).isEmpty();

        realm.setting("mode", "enforce");
        FakeSession other =
                new FakeSession(realm).from(legacy).with(login.model()).with("subject_token_type", ACCESS_TOKEN);
        GrantRequest request = Requests.of(other.with("subject_token", other.encode(token)));
        new TokenExchangeEnforcement().enforce(request);
        assertThat(request.afterwards()).isEmpty();
    }

    /** To Keycloak only its client ID is an audience, and the token of one API has the identifier. */
    @ParameterizedTest
    @CsvSource({"contacts-api, true", "app, false"})
    void takesTheTokenOfAnApiThatExchangesItItself(String asking, boolean named) {
        token.audience("https://contacts.example");
        token.setOtherClaims("permission_scopes_api", "contacts-api");
        session.from(realm.model().getClientByClientId(asking));
        ask("openid");

        AccessToken subject = (AccessToken) session.token(enforced().parameter("subject_token"));

        assertThat(subject.hasAudience("contacts-api")).isEqualTo(named);
        assertThat(subject.hasAudience("https://contacts.example")).isTrue();
    }

    private void ask(String scope) {
        session.form().putSingle("subject_token", session.encode(token));
        if (scope != null) {
            session.form().putSingle("scope", scope);
        }
    }

    private GrantRequest enforced() {
        session.attributes().clear();
        GrantRequest request = Requests.of(session);
        new TokenExchangeEnforcement().enforce(request);
        return request;
    }

    private ClientModel client(String clientId, boolean standard) {
        realm.client("contacts-api", Map.of(PermissionScopes.RESOURCE_URL, "https://contacts.example"));
        return realm.client(
                clientId,
                Map.of("standard.token.exchange.enabled", String.valueOf(standard)),
                realm.scope("read:contacts", read),
                realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
                realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
                realm.scope("read:events", realm.role("events-api", "read:events")));
    }
}
