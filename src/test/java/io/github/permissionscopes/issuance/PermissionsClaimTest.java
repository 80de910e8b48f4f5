package io.github.permissionscopes.issuance;

import static io.github.permissionscopes.issuance.TestMapper.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/** The claim that names permissions: Anna may read contacts and events. */
class PermissionsClaimTest {

    private final TestMapper mapper = new TestMapper();
    private final FakeRealm realm = mapper.realm();
    private final ClientModel app = mapper.app();
    private final FakeSession session = mapper.session();
    private final Map<String, String> config = mapper.config();
    private final AccessToken token = mapper.token();

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

        assertThat(String.join(" ", claim(mapper.transformed(scope)))).isEqualTo(permissions);
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

        assertThat(String.join(
                        " ", claim(mapper.transformed(api.equals("events-api") ? "email" : "read:contacts email"))))
                .isEqualTo(api.isEmpty() ? "" : permissions);
    }

    @Test
    void writesTheClaimWhereItIsToStand() {
        config.put("permissions.include", "granted");
        config.put("claim.name", "api.permissions");
        token.setOtherClaims("api", new HashMap<>(Map.of("version", 1)));

        assertThat(mapper.transformed("read:contacts").getOtherClaims())
                .containsEntry("api", Map.of("version", 1, "permissions", List.of("read:contacts")));
    }

    @Test
    void writesNoClaimOverAnothersValue() {
        config.put("permissions.include", "granted");
        config.put("claim.name", "api.permissions");
        token.setOtherClaims("api", "a value");

        assertThat(mapper.transformed("read:contacts").getOtherClaims()).isEqualTo(Map.of("api", "a value"));
    }

    @Test
    void namesNothingWhereThePermissionsCannotBeRead() {
        config.put("permissions.include", "all");
        UserModel unreadable = Fake.broken(UserModel.class);
        FakeUserSession other = new FakeUserSession(realm, "session", unreadable).at(app);
        token.setScope("email");

        new PermissionScopesMapper()
                .transformAccessToken(token, mapper.mapper(), session.model(), other.model(), other.context(app));

        assertThat(claim(token)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"17, false", "16, true", "0, false"})
    void tellsTheEventOfAClaimThatIsLarge(String most, boolean large) {
        config.put("permissions.include", "granted");
        config.put("permissions.maxSize", most);
        EventBuilder event = session.event();
        RequestState.of(session.model()).begin(session.context(event));

        mapper.transformed("read:contacts");

        assertThat(event.getEvent().getDetails())
                .isEqualTo(large ? Map.of("permissions_claim_size", "17", "permissions_claim_max_size", most) : null);
    }

    @Test
    void tellsAnApiNoPermissionsWhereThatIsNotWanted() {
        config.put("permissions.include", "granted");
        config.put("introspection.token.claim", "false");
        token.setScope("read:contacts");

        mapper.introspected();

        assertThat(token.getOtherClaims()).isEmpty();
    }

    /** Its roles are in the token. */
    @ParameterizedTest
    @CsvSource({"granted, read:contacts", "none, "})
    void namesThoseOfAScopeThatKeepsItsNameOutOfTheToken(String include, String permissions) {
        config.put("permissions.include", include);
        ClientScopeModel hidden = realm.scope(
                "hidden",
                Map.of("include.in.token.scope", "false"),
                realm.model().getRoleById("role:read:contacts"));

        mapper.transformed("email", hidden);

        assertThat(claim(token)).isEqualTo(permissions == null ? null : List.of(permissions));
        assertThat(token.getScope()).isEqualTo("email");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsAnEventOfItsOwnWhereTheRequestHasNone(boolean displayed) {
        config.put("permissions.include", "granted");
        config.put("permissions.maxSize", "16");
        if (displayed) {
            mapper.login().passing();
        }

        mapper.transformed("read:contacts");

        if (displayed) {
            assertThat(session.events()).as("an administrator looks at it").isEmpty();
        } else {
            assertThat(session.events()).singleElement().satisfies(event -> {
                assertThat(event.getClientId()).isEqualTo("app");
                assertThat(event.getSessionId()).isEqualTo("session");
                assertThat(event.getDetails())
                        .containsEntry("custom_required_action", "permission-scopes")
                        .containsEntry("permissions_claim_size", "17")
                        .containsEntry("permissions_claim_max_size", "16");
            });
        }
    }
}
