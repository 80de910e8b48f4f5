package io.github.permissionscopes.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.resource.TargetApi;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** Models that fail when they are read, as a lost database does. No server can be made to fail at these moments. */
class RuleAuthorizerFaultTest {

    private static final ScopeList REQUESTED = ScopeList.parse("openid profile read:contacts");

    private final List<LogRecord> log = new ArrayList<>();

    @Test
    void refusesProtectedScopesWhenTheUsersRolesCannotBeRead() {
        Ruling ruling =
                judge(client(Map.of("read:contacts", scope(role()), "profile", scope())), failing(UserModel.class));

        assertThat(ruling.kept().toString()).isEqualTo("openid profile");
        assertThat(ruling.decision().refused()).extracting(Refused::reason).containsOnly(Reason.EVALUATION_FAILED);
        assertLoggedAsError();
    }

    @Test
    void refusesEverythingButOpenidWhenTheScopesCannotBeRead() {
        Ruling ruling = judge(client(null), failing(UserModel.class));

        assertThat(ruling.kept().toString()).isEqualTo("openid");
        assertThat(ruling.decision().refused()).extracting(Refused::reason).containsOnly(Reason.EVALUATION_FAILED);
        assertLoggedAsError();
    }

    @Test
    void refusesEverythingButOpenidWhenARoleMappingCannotBeRead() {
        ClientScopeModel broken = failing(ClientScopeModel.class);

        assertThat(judge(client(Map.of("read:contacts", broken)), failing(UserModel.class))
                        .kept()
                        .toString())
                .isEqualTo("openid");
        assertLoggedAsError();
    }

    /** A refresh token that was narrowed by a passing fault would stay narrow for good. */
    @Test
    void failsInsteadOfNarrowingAGrantThatIsUsedAgain() {
        ClientModel client = client(Map.of("read:contacts", scope(role())));
        ScopeQuestion renewal = ScopeQuestion.renewal(client, failing(UserModel.class), REQUESTED);

        assertThatThrownBy(() -> authorizer(Settings.DEFAULT).authorize(renewal))
                .hasMessage("the database is gone");
    }

    /** Whatever the verdict would have been, it would not have taken effect. */
    @Test
    void changesNothingWhereAllThatIsProtectedIsOnlyReportedOn() {
        Settings settings = new Settings(Mode.ENFORCE, Refusal.REJECT, Set.of("contacts-api"), false, false);
        ClientModel client = client(Map.of("read:contacts", scope(roleOf("contacts-api")), "profile", scope()));
        UserModel broken = failing(UserModel.class);

        for (ScopeQuestion question : List.of(
                ScopeQuestion.grant(client, broken, REQUESTED), ScopeQuestion.renewal(client, broken, REQUESTED))) {
            Ruling ruling = judge(question, settings);

            assertThat(ruling.changesRequest()).isFalse();
            assertThat(ruling.rejected()).isFalse();
            assertThat(ruling.decision().refused())
                    .extracting(Refused::reason)
                    .containsExactly(Reason.EVALUATION_FAILED);
        }
    }

    @Test
    void failsAllTheSameWhereSomethingElseIsEnforced() {
        Settings settings = new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of("contacts-api"), false, false);
        UserModel broken = failing(UserModel.class);
        ScopeList both = ScopeList.parse("read:contacts read:events");
        ClientModel client = client(Map.of(
                "read:contacts", scope(roleOf("contacts-api")),
                "read:events", scope(roleOf("events-api"))));

        assertThat(judge(ScopeQuestion.grant(client, broken, both), settings)
                        .kept()
                        .toString())
                .isEqualTo("read:contacts");
        assertThatThrownBy(() -> judge(ScopeQuestion.renewal(client, broken, both), settings))
                .hasMessage("the database is gone");
        assertThat(judge(
                                ScopeQuestion.grant(client, broken, both)
                                        .inTokenFor(Optional.of(TargetApi.unknown("somebody"))),
                                settings)
                        .kept())
                .as("in a token for another API")
                .isEqualTo(ScopeList.EMPTY);
    }

    @Test
    void readsNoRolesForARequestWithoutProtectedScopes() {
        Ruling ruling = judge(client(Map.of("profile", scope(), "read:contacts", scope())), failing(UserModel.class));

        assertThat(ruling.changesRequest()).isFalse();
        assertThat(log).isEmpty();
    }

    private Ruling judge(ClientModel client, UserModel user) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                log.add(message);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(RuleAuthorizer.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            return judge(ScopeQuestion.grant(client, user, REQUESTED), Settings.DEFAULT);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    private static Ruling judge(ScopeQuestion question, Settings settings) {
        return authorizer(settings).authorize(question).orElseThrow();
    }

    private static ScopeAuthorizer authorizer(Settings settings) {
        return new RuleAuthorizer(realm -> Optional.of(settings));
    }

    private void assertLoggedAsError() {
        assertThat(log).hasSize(1);
        assertThat(log.get(0).getLevel().intValue()).isGreaterThanOrEqualTo(Level.SEVERE.intValue());
        assertThat(log.get(0).getThrown()).hasMessage("the database is gone");
    }

    private static ClientModel client(Map<String, ClientScopeModel> optionalScopes) {
        RealmModel realm = model(RealmModel.class, Map.of());
        return model(
                ClientModel.class,
                optionalScopes == null
                        ? Map.of("getRealm", realm, "getId", "client")
                        : Map.of("getRealm", realm, "getId", "client", "getClientScopes", (Answer)
                                arguments -> (boolean) arguments[0] ? Map.of() : optionalScopes));
    }

    private static ClientScopeModel scope(RoleModel... roles) {
        return model(
                ClientScopeModel.class,
                Map.of("getScopeMappingsStream", (Answer) arguments -> Stream.of(roles), "getAttribute", (Answer)
                        arguments -> null));
    }

    private static RoleModel role() {
        return model(RoleModel.class, Map.of("getId", "role", "isClientRole", false));
    }

    private static RoleModel roleOf(String api) {
        ClientModel container = model(
                ClientModel.class,
                Map.of("getClientId", api, "getName", api, "hashCode", 1, "getAttribute", (Answer) arguments -> null));
        return model(
                RoleModel.class, Map.of("getId", "role of " + api, "isClientRole", true, "getContainer", container));
    }

    private static <T> T failing(Class<T> type) {
        return model(type, Map.of("getId", "failing"));
    }

    @FunctionalInterface
    private interface Answer {
        Object give(Object[] arguments);
    }

    /** A model that knows the given answers by method name, and fails for everything else. */
    private static <T> T model(Class<T> type, Map<String, ?> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new IllegalStateException("the database is gone");
                    }
                    return answer instanceof Answer made ? made.give(arguments) : answer;
                }));
    }
}
