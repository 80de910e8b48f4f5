package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.TargetApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;

/** What a mapper of ours makes of a token: Anna may read contacts and events, and delete nothing. */
class PermissionScopesMapperTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel reader = realm.role("contacts-api", "read:contacts");
    private final RoleModel guest = realm.role("events-api", "read:events");
    private final ClientScopeModel read = realm.scope("read:contacts", reader);
    private final ClientModel app = realm.client(
            "app",
            read,
            realm.scope("read:events", guest),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), reader),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("email"));
    private final UserModel anna = realm.user("anna", reader, guest);
    private final FakeUserSession login =
            new FakeUserSession(realm, "session", anna).at(app, "level-of-authentication", "1");
    private final FakeSession session = new FakeSession(realm).from(app);
    private final Map<String, String> config = new HashMap<>();
    private final AccessToken token = new AccessToken();

    @ParameterizedTest
    @CsvSource({
        "email read:contacts delete:contacts, email read:contacts",
        "delete:contacts, ''",
        "read:notes, ''",
        "email, email"
    })
    void takesOutWhatGotPastTheOthers(String scope, String left) {
        assertThat(transformed(scope).getScope()).isEqualTo(left);
        assertThat(token.getOtherClaims()).as("nothing else is configured").isEmpty();
        assertThat(answered(scope)).isEqualTo(left);
    }

    @Test
    void leavesWhatTheLevelOfTheLoginSufficesFor() {
        login.notes(app).put("level-of-authentication", "2");

        assertThat(transformed("read:notes").getScope()).isEqualTo("read:notes");
        assertThat(answered("read:notes")).isEqualTo("read:notes");
        assertThat(new PermissionScopesMapper()
                        .transformIntrospectionToken(
                                token, mapper(), session.model(), login.model(), login.context(app))
                        .getScope())
                .isEqualTo("read:notes");
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");

        assertThat(transformed("delete:contacts").getScope()).isEqualTo("delete:contacts");
        assertThat(answered("delete:contacts")).isEqualTo("delete:contacts");
    }

    @ParameterizedTest
    @CsvSource({
        "granted, read:contacts delete:contacts, read:contacts",
        "granted, email, ''",
        "all, read:contacts, read:contacts",
        "all, email, read:contacts read:events",
        "all, read:contacts read:events, read:contacts read:events"
    })
    void namesPermissions(String include, String scope, String permissions) {
        config.put("permissions.include", include);

        assertThat(String.join(" ", claim(transformed(scope)))).isEqualTo(permissions);
    }

    @ParameterizedTest
    @CsvSource({
        "granted, contacts-api, read:contacts",
        "all, contacts-api, read:contacts",
        "all, '', ''",
        "all, events-api, read:events"
    })
    void namesThoseOfTheApiOfTheToken(String include, String api, String permissions) {
        config.put("permissions.include", include);
        RequestState.of(session.model()).target().narrowTo(new TargetApi(api, "aud", "1"));

        assertThat(String.join(" ", claim(transformed(api.equals("events-api") ? "email" : "read:contacts email"))))
                .isEqualTo(api.isEmpty() ? "" : permissions);
    }

    @Test
    void writesTheClaimWhereItIsToStand() {
        config.put("permissions.include", "granted");
        config.put("claim.name", "api.permissions");
        token.setOtherClaims("api", new HashMap<>(Map.of("version", 1)));

        assertThat(transformed("read:contacts").getOtherClaims())
                .containsEntry("api", Map.of("version", 1, "permissions", List.of("read:contacts")));
    }

    @Test
    void writesNoClaimOverAnothersValue() {
        config.put("permissions.include", "granted");
        config.put("claim.name", "api.permissions");
        token.setOtherClaims("api", "a value");

        assertThat(transformed("read:contacts").getOtherClaims()).isEqualTo(Map.of("api", "a value"));
    }

    @Test
    void namesNothingWhereThePermissionsCannotBeRead() {
        config.put("permissions.include", "all");
        UserModel unreadable = Fake.broken(UserModel.class);
        FakeUserSession other = new FakeUserSession(realm, "session", unreadable).at(app);
        token.setScope("email");

        new PermissionScopesMapper()
                .transformAccessToken(token, mapper(), session.model(), other.model(), other.context(app));

        assertThat(claim(token)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"17, false", "16, true", "0, false"})
    void tellsTheEventOfAClaimThatIsLarge(String most, boolean large) {
        config.put("permissions.include", "granted");
        config.put("permissions.maxSize", most);
        EventBuilder event = session.event();
        RequestState.of(session.model()).begin(session.context(event));

        transformed("read:contacts");

        assertThat(event.getEvent().getDetails())
                .isEqualTo(large ? Map.of("permissions_claim_size", "17", "permissions_claim_max_size", most) : null);
    }

    @Test
    void makesTheTokenFollowTheProfile() {
        config.put("token.dialect", "rfc9068");
        token.issuedFor("app");

        transformed("read:contacts read:events");

        assertThat(token.getOtherClaims()).containsEntry("client_id", "app");
        assertThat(token.getSubject()).isEqualTo("user:anna");
        assertThat(token.getAudience()).containsExactly("contacts-api", "events-api");
    }

    @Test
    void leavesAnAudienceAndASubjectThatAreThere() {
        config.put("token.dialect", "rfc9068");
        token.audience("account");
        token.subject("pairwise");

        transformed("read:contacts");

        assertThat(token.getAudience()).containsExactly("account");
        assertThat(token.getSubject()).isEqualTo("pairwise");
    }

    @Test
    void makesATokenOfNoApiOneForUserinfo() {
        config.put("token.dialect", "rfc9068");
        token.issuer("https://acme.example");

        assertThat(transformed("email").getAudience()).containsExactly("https://acme.example");
    }

    @Test
    void doesNothingButTakeOutWhereItIsNotForAccessTokens() {
        config.put("token.dialect", "rfc9068");
        config.put("permissions.include", "granted");
        config.put("access.token.claim", "false");

        assertThat(transformed("delete:contacts").getScope()).isEmpty();
        assertThat(token.getOtherClaims()).isEmpty();
        assertThat(token.getAudience()).isNull();
    }

    /** RFC 7662: by the best login of the session, since the one that asks is the API. */
    @ParameterizedTest
    @CsvSource({"email read:contacts delete:contacts, email read:contacts", "read:notes, ''"})
    void tellsAnApiWhatIsLeftOfAToken(String scope, String left) {
        config.put("permissions.include", "granted");
        token.setScope(scope);

        new PermissionScopesMapper()
                .transformIntrospectionToken(token, mapper(), session.model(), login.model(), login.context(app));

        assertThat(token.getScope()).isEqualTo(left);
        assertThat(claim(token)).isEqualTo(scope.startsWith("email") ? List.of("read:contacts") : List.of());
    }

    @Test
    void tellsAnApiNoPermissionsWhereThatIsNotWanted() {
        config.put("permissions.include", "granted");
        config.put("introspection.token.claim", "false");
        token.setScope("read:contacts");

        new PermissionScopesMapper()
                .transformIntrospectionToken(token, mapper(), session.model(), login.model(), login.context(app));

        assertThat(token.getOtherClaims()).isEmpty();
    }

    @Test
    void keepsAllElseOfAResponse() {
        AccessTokenResponse response = new AccessTokenResponse();
        response.setToken("token");
        response.setTokenType("Bearer");
        response.setExpiresIn(60);
        response.setRefreshToken("refresh");
        response.setRefreshExpiresIn(600);
        response.setIdToken("id");
        response.setNotBeforePolicy(7);
        response.setSessionState("session");
        response.setScope("email delete:contacts");
        response.setOtherClaims("other", "claim");

        AccessTokenResponse checked = answer(response);

        assertThat(checked.getScope()).isEqualTo("email");
        response.setScope("email");
        assertThat(checked).usingRecursiveComparison().ignoringFields("check").isEqualTo(response);
    }

    private AccessToken transformed(String scope) {
        token.setScope(scope);
        return new PermissionScopesMapper()
                .transformAccessToken(token, mapper(), session.model(), login.model(), login.context(app));
    }

    private String answered(String scope) {
        AccessTokenResponse response = answer(new AccessTokenResponse());
        response.setScope(scope);
        return response.getScope();
    }

    private AccessTokenResponse answer(AccessTokenResponse response) {
        return new PermissionScopesMapper()
                .transformAccessTokenResponse(response, mapper(), session.model(), login.model(), login.context(app));
    }

    private ProtocolMapperModel mapper() {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setConfig(config);
        return mapper;
    }

    @SuppressWarnings("unchecked")
    private static List<String> claim(AccessToken token) {
        return (List<String>) token.getOtherClaims().get("permissions");
    }
}
