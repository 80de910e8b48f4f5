package io.github.permissionscopes.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.TargetApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What is read for a question, and what is told of its answer. Anna may read contacts, and nothing else. */
class AuthorizersTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel reader = realm.role("contacts-api", "read:contacts");
    private final ClientScopeModel read = realm.scope("read:contacts", reader);
    private final ClientScopeModel delete =
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts"));
    private final ClientScopeModel sensitive =
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), reader);
    private final ClientScopeModel automatic =
            realm.scope("list:contacts", Map.of(PermissionScopes.AUTO_GRANT, "true"), reader);
    private final ClientModel app = realm.client("app", read, delete, sensitive);
    private final UserModel anna = realm.user("anna", reader);
    private final FakeSession session = new FakeSession(realm);
    private final EventBuilder event = session.event();

    @ParameterizedTest
    @CsvSource({
        "openid read:contacts delete:contacts, openid read:contacts, delete:contacts",
        "read:contacts, read:contacts, ''",
        "delete:contacts, '', delete:contacts"
    })
    void tellsTheEventWhatIsRefused(String requested, String kept, String refused) {
        Ruling ruling = reporting(ScopeQuestion.grant(app, anna, ScopeList.parse(requested)));

        assertThat(ruling.kept().toString()).isEqualTo(kept);
        assertThat(event.getEvent().getDetails())
                .isEqualTo(
                        refused.isEmpty()
                                ? null
                                : Map.of(
                                        "scope_requested",
                                        requested,
                                        "scope_refused",
                                        refused,
                                        "scope_refused_reasons",
                                        refused + "=not_permitted",
                                        "permission_scopes_mode",
                                        "enforce"));
    }

    @Test
    void decidesNothingWhereTheSwitchIsOffUnlessAskedWhatWouldBe() {
        FakeRealm off = FakeRealm.off();
        ClientModel client = off.client("app", off.scope("read", off.realmRole("reader")));
        ScopeQuestion question = ScopeQuestion.grant(client, off.user("anna"), ScopeList.parse("read"));
        FakeSession other = new FakeSession(off);

        assertThat(Authorizers.reporting(other.model(), event).authorize(question))
                .isEmpty();
        assertThat(Authorizers.quiet(other.model()).authorize(question)).isEmpty();
        assertThat(Authorizers.hypothetical()
                        .authorize(question)
                        .orElseThrow()
                        .refusedScopes()
                        .toString())
                .isEqualTo("read");
        assertThat(event.getEvent().getDetails()).isNull();
    }

    @Test
    void asksForTheLevelOnlyWhereAScopeNeedsOne() {
        AtomicInteger asked = new AtomicInteger();
        ScopeQuestion question = ScopeQuestion.grant(app, anna, ScopeList.parse("read:contacts"))
                .reached(() -> {
                    asked.incrementAndGet();
                    return 2;
                });

        assertThat(quiet(question).kept().toString()).isEqualTo("read:contacts");
        assertThat(asked).hasValue(0);
        assertThat(quiet(question.asking(ScopeList.parse("read:notes"))).kept().toString())
                .isEqualTo("read:notes");
        assertThat(asked).hasValue(1);
        assertThat(quiet(question.asking(ScopeList.parse("read:notes")).reached(() -> 1))
                        .kept())
                .isEqualTo(ScopeList.EMPTY);
    }

    @Test
    void addsScopesToAGrantAndToNoRenewal() {
        ClientModel client = realm.client("automatic", read, automatic);
        ScopeList asked = ScopeList.parse("read:contacts");

        assertThat(quiet(ScopeQuestion.grant(client, anna, asked)).kept().toString())
                .isEqualTo("read:contacts list:contacts");
        assertThat(quiet(ScopeQuestion.renewal(client, anna, asked)).kept()).isEqualTo(asked);
        assertThat(quiet(ScopeQuestion.issuance(client, anna, asked, List.of(read)))
                        .kept())
                .isEqualTo(asked);
    }

    /** Whatever a token calls its scopes, and whether or not the client still has them. */
    @Test
    void judgesWhatIsIssuedByTheClientScopesBehindIt() {
        ClientModel bare = realm.client("bare");

        assertThat(quiet(ScopeQuestion.issuance(bare, anna, ScopeList.parse("delete:contacts"), List.of(delete)))
                        .refusedScopes()
                        .toString())
                .isEqualTo("delete:contacts");
        assertThat(quiet(ScopeQuestion.issuance(bare, anna, ScopeList.parse("delete:contacts"), List.of()))
                        .refusedScopes()
                        .toString())
                .isEqualTo("delete:contacts");
        assertThat(quiet(ScopeQuestion.renewal(bare, anna, ScopeList.parse("delete:contacts")))
                        .refusedScopes())
                .as("Keycloak does not issue it")
                .isEqualTo(ScopeList.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"contacts-api, read:contacts", "events-api, ''", ", read:contacts"})
    void judgesForTheApiThatIsNamed(String api, String kept) {
        Optional<TargetApi> target = Optional.ofNullable(api).map(id -> new TargetApi(id, id, id));

        assertThat(quiet(ScopeQuestion.grant(app, anna, ScopeList.parse("read:contacts"))
                                .inTokenFor(target))
                        .kept()
                        .toString())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"STRIP, strip, false", "REJECT, strip, true", "STRIP, reject, true", "REJECT, reject, true"})
    void rejectsWhereTheRealmOrTheFlowSaysSo(Refusal flow, String refusal, boolean rejected) {
        realm.setting("refusal", refusal);

        assertThat(quiet(ScopeQuestion.grant(app, anna, ScopeList.parse("delete:contacts"))
                                .atLeast(flow))
                        .rejected())
                .isEqualTo(rejected);
    }

    private Ruling reporting(ScopeQuestion question) {
        return Authorizers.reporting(session.model(), event).authorize(question).orElseThrow();
    }

    private Ruling quiet(ScopeQuestion question) {
        return Authorizers.quiet(new FakeSession(realm).model())
                .authorize(question)
                .orElseThrow();
    }
}
