package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.TargetApi;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;

/** Which tokens are stopped: Anna may read, and may not delete. */
class IssuanceCheckTest {

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientScopeModel read = contacts.scope("read:contacts");
    private final ClientScopeModel delete = contacts.scope("delete:contacts");
    private final ClientScopeModel email = contacts.scope("email");
    private final ClientModel app = contacts.app();
    private final UserModel anna = contacts.anna();
    private final FakeUserSession login = contacts.login(0);
    private final FakeSession session = new FakeSession(realm).from(app);

    @ParameterizedTest
    @CsvSource({"read:contacts, ", "email delete:contacts, delete:contacts", ", "})
    void stopATokenWithWhatIsRefused(String scope, String refused) {
        assertThat(IssuanceCheck.refused(session.model(), app, anna, scope, List.of(), () -> 0)
                        .map(ruling -> ruling.refusedScopes().toString()))
                .isEqualTo(Optional.ofNullable(refused));
    }

    /** Its roles and claims are in the token, also where its name is not. */
    @Test
    void stopATokenThatAScopeHasComeIntoWithoutItsName() {
        assertThat(IssuanceCheck.refused(session.model(), app, anna, "email", List.of(delete, email), () -> 0)
                        .map(Ruling::refusedScopes))
                .contains(ScopeList.parse("delete:contacts"));
    }

    @ParameterizedTest
    @CsvSource({"mode, report", "reportOnlyApis, contacts-api"})
    void stopNothingThatIsOnlyReportedOn(String setting, String value) {
        realm.setting(setting, value);

        assertThat(IssuanceCheck.refused(session.model(), app, anna, "delete:contacts", List.of(), () -> 0))
                .isEmpty();
    }

    @Test
    void areNotLookedAtWhileTheSwitchIsOff() {
        FakeSession off = new FakeSession(FakeRealm.off()).from(app);
        ClientModel client = FakeRealm.off().client("app");

        assertThat(IssuanceCheck.refused(
                        off.model(),
                        client,
                        Fake.broken(UserModel.class),
                        "delete:contacts",
                        List.of(Fake.broken(ClientScopeModel.class)),
                        () -> 0))
                .isEmpty();
    }

    @Test
    void stopAScopeOfAnotherApiThanTheTokensOwn() {
        RequestState.of(session.model()).target().narrowTo(new TargetApi("events-api", "events-api", "1"));

        assertThat(IssuanceCheck.refused(session.model(), app, anna, "read:contacts", List.of(), () -> 0))
                .isPresent();
    }

    /** There is no access token to have a scope, and what the ID token is made of says what it has. */
    @ParameterizedTest
    @CsvSource({"delete:contacts, 2, true", "read:notes, 1, true", "read:notes, 2, false", "email, 0, false"})
    void stopAnIdTokenOfWhatIsRefused(String scope, int level, boolean stopped) {
        ClientSessionContext context = contacts.login(level).context(app, contacts.scope(scope));

        assertThat(IssuanceCheck.refused(session.model(), context, null).isPresent())
                .isEqualTo(stopped);
    }

    @Test
    void areThoseOfTheLatestTokensOfThisUserAtThisClient() {
        session.attributes().put(ClientSessionContext.class.getName(), contextOf(read));

        assertThat(IssuanceCheck.resolved(session.model(), app, anna)).containsExactly(read);
        assertThat(IssuanceCheck.resolved(session.model(), app, realm.user("carl")))
                .isEmpty();
        assertThat(IssuanceCheck.resolved(session.model(), realm.client("other"), anna))
                .isEmpty();
        assertThat(IssuanceCheck.resolved(new FakeSession(realm).model(), app, anna))
                .isEmpty();
    }

    private ClientSessionContext contextOf(ClientScopeModel... scopes) {
        return login.context(app, scopes);
    }
}
