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
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.resource.TargetApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.UserModel;

/** Models that fail when they are read, as a lost database does. No server can be made to fail at these moments. */
class RuleAuthorizerFaultTest {

    private static final ScopeList REQUESTED = ScopeList.parse("openid profile read:contacts");
    private static final UserModel UNREADABLE = Fake.broken(UserModel.class);

    private final List<LogRecord> log = new ArrayList<>();
    private final FakeRealm realm = FakeRealm.enforcing();
    private final ClientScopeModel profile = realm.scope("profile");
    private final ClientScopeModel read = realm.scope("read:contacts", realm.role("contacts-api", "read:contacts"));

    @Test
    void refusesProtectedScopesWhenTheUsersRolesCannotBeRead() {
        Ruling ruling = judge(realm.client("app", profile, read));

        assertThat(ruling.kept().toString()).isEqualTo("openid profile");
        assertThat(ruling.decision().refused()).extracting(Refused::reason).containsOnly(Reason.EVALUATION_FAILED);
        assertLoggedAsError();
    }

    @Test
    void refusesEverythingButOpenidWhenTheScopesCannotBeRead() {
        ClientModel client = Fake.of(ClientModel.class)
                .with("getId", "client")
                .with("getRealm", realm.model())
                .get("getClientScopes", () -> {
                    throw new IllegalStateException("the database is gone");
                })
                .make();

        Ruling ruling = judge(client);

        assertThat(ruling.kept().toString()).isEqualTo("openid");
        assertThat(ruling.decision().refused()).extracting(Refused::reason).containsOnly(Reason.EVALUATION_FAILED);
        assertLoggedAsError();
    }

    @Test
    void refusesEverythingButOpenidWhenARoleMappingCannotBeRead() {
        ClientModel client = Fake.of(ClientModel.class)
                .with("getId", "client")
                .with("getRealm", realm.model())
                .on(
                        "getClientScopes",
                        arguments -> (boolean) arguments[0]
                                ? Map.of()
                                : Map.of("read:contacts", Fake.broken(ClientScopeModel.class)))
                .make();

        assertThat(judge(client).kept().toString()).isEqualTo("openid");
        assertLoggedAsError();
    }

    /** A refresh token that was narrowed by a passing fault would stay narrow for good. */
    @Test
    void failsInsteadOfNarrowingAGrantThatIsUsedAgain() {
        ScopeQuestion renewal = ScopeQuestion.renewal(realm.client("app", read), UNREADABLE, REQUESTED);

        assertThatThrownBy(() -> authorizer(Settings.DEFAULT).authorize(renewal))
                .hasMessage("the database is gone");
    }

    /** Whatever the verdict would have been, it would not have taken effect. */
    @Test
    void changesNothingWhereAllThatIsProtectedIsOnlyReportedOn() {
        Settings settings = new Settings(Mode.ENFORCE, Refusal.REJECT, Set.of("contacts-api"), false, false);
        ClientModel client = realm.client("app", profile, read);

        for (ScopeQuestion question : List.of(
                ScopeQuestion.grant(client, UNREADABLE, REQUESTED),
                ScopeQuestion.renewal(client, UNREADABLE, REQUESTED))) {
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
        ScopeList both = ScopeList.parse("read:contacts read:events");
        ClientModel client =
                realm.client("app", read, realm.scope("read:events", realm.role("events-api", "read:events")));

        assertThat(judge(ScopeQuestion.grant(client, UNREADABLE, both), settings)
                        .kept()
                        .toString())
                .isEqualTo("read:contacts");
        assertThatThrownBy(() -> judge(ScopeQuestion.renewal(client, UNREADABLE, both), settings))
                .hasMessage("the database is gone");
        assertThat(judge(
                                ScopeQuestion.grant(client, UNREADABLE, both)
                                        .inTokenFor(Optional.of(TargetApi.unknown("somebody"))),
                                settings)
                        .kept())
                .as("in a token for another API")
                .isEqualTo(ScopeList.EMPTY);
    }

    @Test
    void readsNoRolesForARequestWithoutProtectedScopes() {
        Ruling ruling = judge(realm.client("app", profile, realm.scope("read:contacts")));

        assertThat(ruling.changesRequest()).isFalse();
        assertThat(log).isEmpty();
    }

    private Ruling judge(ClientModel client) {
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
            return judge(ScopeQuestion.grant(client, UNREADABLE, REQUESTED), Settings.DEFAULT);
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
}
