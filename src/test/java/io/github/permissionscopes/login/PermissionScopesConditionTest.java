package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeStep;
import io.github.permissionscopes.fake.KeycloakFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.Time;
import org.keycloak.models.UserModel;

/** The step of a login flow that asks for a further step: Anna may read contacts, and her notes at level 2. */
class PermissionScopesConditionTest {

    private static final String LEVEL = "level-of-authentication";
    private static final String LEVELS = "loa-map";

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeSession session = new FakeSession(realm).from(contacts.app());
    private UserModel user = contacts.anna();

    @ParameterizedTest
    @CsvSource({
        "any, , email, false",
        "any, , read:contacts, true",
        "any, , delete:contacts, false",
        "any, , read:notes, true",
        "given, email, email, true",
        "given, read:contacts, email, false",
        "given, read:contacts, read:contacts email, true",
        "given, delete:contacts, delete:contacts, false",
        "given, read:notes, read:notes, true",
        "refused, , delete:contacts, true",
        "refused, , read:notes, false",
        "refused, , read:contacts, false"
    })
    void asksForAFurtherStepWhereTheScopesNeedIt(String when, String names, String scope, boolean asked) {
        FakeStep step =
                step(login(scope).reached(1)).with(ConditionConfig.WHEN, when).with(ConditionConfig.SCOPES, names);

        assertThat(asks(step)).isEqualTo(asked);
        assertThat(asks(step.with(ConditionConfig.NEGATE, "true"))).isEqualTo(!asked);
    }

    @ParameterizedTest
    @CsvSource({"mode, report", "reportOnlyApis, contacts-api"})
    void asksForNoStepWhereNothingIsEnforced(String setting, String value) {
        realm.setting(setting, value);

        assertThat(asks(step(login("read:contacts")))).isFalse();
    }

    @Test
    void asksForNoStepInAnotherProtocol() {
        assertThat(asks(step(login("read:contacts").protocol("saml")))).isFalse();
    }

    @Test
    void asksForTheStepWhereTheUserIsNotKnownOrCannotBeRead() {
        user = null;
        assertThat(asks(step(login("email")))).isTrue();

        user = Fake.broken(UserModel.class);
        assertThat(asks(step(login("read:contacts")))).isTrue();
        assertThat(asks(step(login("email")))).as("no role is read for it").isFalse();
    }

    @Test
    void asksForTheStepWhereItsConfigurationCannotBeRead() {
        assertThat(asks(step(login("email")).with(ConditionConfig.WHEN, "sometimes")))
                .isTrue();
        assertThat(asks(step(login("email")).with(ConditionConfig.NEGATE, "perhaps")))
                .isTrue();
    }

    @Test
    void asksForTheStepWhereItsOwnStateCannotBeRead() {
        FakeLogin login = login("email");
        login.notes().put(LEVEL, "high");

        assertThat(asks(step(login).with(ConditionConfig.LEVEL, "2"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "3, false"})
    void asksForNoStepWhereItsLevelIsReached(int reached, boolean asked) {
        FakeLogin login = login("read:notes").reached(reached);

        assertThat(asks(step(login).with(ConditionConfig.LEVEL, "2"))).isEqualTo(asked);
        assertThat(login.notes()).containsEntry(LEVEL, String.valueOf(reached));
    }

    /** The user has reached level 2 a minute ago, in an earlier login of this browser. */
    @ParameterizedTest
    @CsvSource({"0, true, 1", "30, true, 1", "3600, false, 2"})
    void asksForNoStepWhereItsLevelWasReachedNotLongAgo(int maxAge, boolean asked, String level) {
        FakeLogin login = login("read:notes").reached(1);
        login.notes().put(LEVELS, "{\"2\":%d}".formatted(Time.currentTime() - 60));
        FakeStep step =
                step(login).with(ConditionConfig.LEVEL, "2").with(ConditionConfig.MAX_AGE, String.valueOf(maxAge));

        assertThat(asks(step)).isEqualTo(asked);
        assertThat(login.notes()).as("all that reads a level sees it").containsEntry(LEVEL, level);
    }

    @ParameterizedTest
    @CsvSource({", 1, 1", "2, 1, 2", "2, 2, 2", "2, 3, 3"})
    void givesTheLevelToALoginThatHasTakenTheStep(String configured, int before, String after) {
        FakeLogin login = login("read:notes").reached(before);

        new PermissionScopesCondition()
                .onParentFlowSuccess(
                        step(login).with(ConditionConfig.LEVEL, configured).model());

        assertThat(login.notes()).containsEntry(LEVEL, after).doesNotContainKey(LEVELS);
        assertThat(login.userSessionNotes()).isEmpty();
    }

    @Test
    void givesTheLevelToLaterLoginsToo() {
        FakeLogin login = login("read:notes").reached(1);
        FakeStep step = step(login).with(ConditionConfig.LEVEL, "2").with(ConditionConfig.MAX_AGE, "60");

        new PermissionScopesCondition().onParentFlowSuccess(step.model());

        assertThat(login.notes()).containsEntry(LEVEL, "2");
        assertThat(login.userSessionNotes()).containsOnlyKeys(LEVELS);
        assertThat(login.userSessionNotes().get(LEVELS))
                .startsWith("{\"2\":")
                .isEqualTo(login.notes().get(LEVELS));
    }

    private static boolean asks(FakeStep step) {
        return new PermissionScopesCondition().matchCondition(step.model());
    }

    private FakeStep step(FakeLogin login) {
        return new FakeStep(session, login);
    }

    private FakeLogin login(String scope) {
        return new FakeLogin(contacts.app(), scope).by(user);
    }
}
