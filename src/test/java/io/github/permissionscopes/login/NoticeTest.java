package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.IdentityCookieToken;

/**
 * Tests whether the user sees the refused scopes, what is known about the user's answer, and whether the client learns
 * the scope.
 */
class NoticeTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.usual();

    private static final String TOLD = "permissionScopes.told.client:app";

    private final FakeRealm realm = FakeRealm.enforcing().setting("notice", "true");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("read:contacts", realm.role("contacts-api", "read:contacts")),
            realm.scope("read:events", realm.role("events-api", "read:events")),
            realm.scope("email"));
    private final UserModel carl = realm.user("carl");
    private final FakeLogin login = new FakeLogin(app, "email read:contacts");
    private final FakeSession session = new FakeSession(realm).from(app);

    @ParameterizedTest
    @CsvSource({
        "true, email read:contacts, , true",
        "false, email read:contacts, , false",
        "true, email, , false",
        "true, read:contacts, none, false",
        "true, read:contacts, login, true"
    })
    void isDueWhereSomethingIsRefusedAndAPageMayBeShown(String notice, String scope, String prompt, boolean due) {
        realm.setting("notice", notice);
        login.note("prompt", prompt);

        assertThat(isDue(scope)).isEqualTo(due);
    }

    @Test
    void isDueWhereTheFlowWantsIt() {
        realm.setting("notice", "false");
        Notice.wanted(login.model());

        assertThat(isDue("read:contacts")).isTrue();
    }

    @Test
    void isNotDueAtTheTokenEndpoint() {
        RequestState.of(session.model()).begin(session.context(session.event()));

        assertThat(isDue("read:contacts")).isFalse();
    }

    @Test
    void isDueOnceForEachScope() {
        login.notes().put("permissionScopes.shown", "read:contacts");

        Notice.accepted(session.model(), login.model(), carl);

        assertThat(login.userSessionNotes()).containsEntry(TOLD, "read:contacts");
        assertThat(login.notes()).isEmpty();
        assertThat(isDue("read:contacts")).isFalse();
        assertThat(isDue("read:contacts read:events")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"carl, false", "anna, true"})
    void isNotDueAgainInTheSessionOfThisUser(String user, boolean due) {
        FakeUserSession earlier = new FakeUserSession(realm, FakeLogin.ID, realm.user(user));
        earlier.notes().put(TOLD, "read:contacts");
        session.with(earlier.model());

        assertThat(isDue("read:contacts")).isEqualTo(due);
        assertThat(login.userSessionNotes().containsKey(TOLD))
                .as("the session that this login ends with may be another one")
                .isNotEqualTo(due);
    }

    /** The user went back, so that the login has begun anew and has the id of no session. */
    @ParameterizedTest
    @CsvSource({"earlier, false", "another, true", "none, true"})
    void isNotDueAgainInTheSessionOfTheCookie(String id, boolean due) {
        FakeUserSession earlier = new FakeUserSession(realm, "earlier", carl);
        earlier.notes().put(TOLD, "read:contacts");
        IdentityCookieToken token = new IdentityCookieToken();
        token.setSessionId(id);
        String cookie = id.equals("none") ? "" : session.with(earlier.model()).encode(token);
        session.providing(
                CookieProvider.class,
                Fake.of(CookieProvider.class).with("get", cookie).make());

        assertThat(isDue("read:contacts")).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"cancel, false", "accept, true", "other, "})
    void isAnsweredByAButton(String button, Boolean answer) {
        RequiredActionContext context = Fake.of(RequiredActionContext.class)
                .with("getAuthenticationSession", login.model())
                .get("getHttpRequest", () -> session.model().getContext().getHttpRequest())
                .make();
        session.with(button.equals("other") ? "other" : button, "");
        assertThat(Notice.answer(context)).as("nothing was shown").isEmpty();

        login.notes().put("permissionScopes.shown", "read:contacts");

        assertThat(Notice.answer(context).orElse(null)).isEqualTo(answer);
    }

    @Test
    void isForgottenWhereNothingIsPending() {
        PendingAnswer.due(session.model(), login.by(carl).model());
        assertThat(login.requiredActions()).containsExactly("permission-scopes");

        PendingAnswer.forget(login.model());

        assertThat(login.requiredActions()).isEmpty();
        assertThat(login.notes()).isEmpty();
        assertThat(PendingAnswer.refusal(session.model(), login.model())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"report, email read:contacts", "enforce, email"})
    void isNoReasonToEndALoginWhereNothingIsRefused(String mode, String scope) {
        realm.setting("mode", mode);
        login.note("scope", scope);
        PendingAnswer.due(session.model(), login.by(carl).model());

        assertThat(PendingAnswer.refusal(session.model(), login.model())).isEmpty();
    }

    /** Only an access token in a redirect has no other place for its scope. */
    @ParameterizedTest
    @CsvSource({
        "enforce, token, email, true, true",
        "enforce, code id_token token, email, true, true",
        "enforce, token, read:contacts email, false, true",
        "enforce, code, email, false, false",
        "enforce, , email, false, false",
        "report, token, email, false, false"
    })
    void isGivenToTheClientOfARedirect(String mode, String type, String issued, boolean told, boolean kept) {
        realm.setting("mode", mode);
        login.note("response_type", type);
        AccessToken token = new AccessToken();
        token.setScope(issued);

        assertThat(RedirectScope.isToBeTold(session.model(), login.model(), token))
                .isEqualTo(told);
        RedirectScope.issued(session.model(), login.model(), token);
        assertThat(RequestState.of(session.model()).redirectScope().isPresent()).isEqualTo(kept);
    }

    /** Keycloak compares with what is in the login by then, which we have narrowed. */
    @Test
    void isGivenToTheClientWhoseRequestWasNarrowed() {
        login.note("response_type", "token")
                .note("permissionScopes.requested", "email read:contacts")
                .note("permissionScopes.kept", "email")
                .note("scope", "email");
        AccessToken token = new AccessToken();
        token.setScope("email");

        assertThat(RedirectScope.isToBeTold(session.model(), login.model(), token))
                .isTrue();
        assertThat(RedirectScope.differs(login.model(), ScopeList.parse("read:contacts email")))
                .isFalse();
    }

    private boolean isDue(String scope) {
        Ruling ruling = Authorizers.quiet(session.model())
                .authorize(ScopeQuestion.grant(app, carl, ScopeList.parse(scope)))
                .orElseThrow();
        return Notice.isDue(session.model(), login.model(), carl, ruling);
    }
}
