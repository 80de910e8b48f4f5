package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.InvalidTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.CorsErrorResponseException;

/** What a client is answered where something is refused, wrong or broken. */
class RefusedGrantTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final ClientModel app = realm.client(
            "app", realm.scope("read:contacts", realm.role("contacts-api", "read:contacts")), realm.scope("email"));
    private final UserModel carl = realm.user("carl");
    private final KeycloaksGrant keycloaks = new KeycloaksGrant();

    @Test
    void answersAFaultInARealmThatEnforces() {
        OAuth2GrantType.Context context = context();

        assertThatThrownBy(() -> keycloaks.process(context, request -> {
                    throw new IllegalStateException("the database is gone");
                }))
                .isInstanceOfSatisfying(
                        CorsErrorResponseException.class, answer -> assertThat(answer.getErrorDescription())
                                .isEqualTo("The requested scopes could not be evaluated"));
        assertThat(keycloaks.seen()).isEmpty();
        assertThat(context.getEvent().getEvent().getDetails())
                .containsEntry("scope_refused_reasons", "evaluation_failed");
    }

    /** And what is changed already, is changed back. */
    @Test
    void goesOnAfterAFaultInARealmThatReports() {
        realm.setting("mode", "report");
        OAuth2GrantType.Context context = context();

        keycloaks.process(context, request -> {
            request.form().putSingle("scope", "email");
            throw new StackOverflowError();
        });

        assertThat(keycloaks.seen()).containsExactly("email read:contacts", "contacts-api");
        assertThat(context.getEvent().getEvent().getDetails())
                .isEqualTo(Map.of("scope_refused_reasons", "evaluation_failed", "permission_scopes_mode", "report"));
    }

    @Test
    void answersAWrongResource() {
        assertThatThrownBy(() -> keycloaks.process(context(), request -> {
                    throw new InvalidTarget("unknown");
                }))
                .isInstanceOf(CorsErrorResponseException.class)
                .hasMessage("invalid_target");
    }

    @Test
    void answersARejectionAsItIs() {
        assertThatThrownBy(() -> keycloaks.process(context(), request -> {
                    throw request.rejection(ruling(request), carl);
                }))
                .isInstanceOfSatisfying(
                        CorsErrorResponseException.class,
                        answer -> assertThat(answer.getErrorDescription()).isEqualTo("Not permitted: read:contacts"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsTheClientWhatIsRefusedWhereItIsToBeTold(boolean told) {
        realm.setting("tellClient", String.valueOf(told));

        keycloaks.process(context(), RefusedGrantTest::ruling);

        assertThat(keycloaks.tokens().getOtherClaims())
                .isEqualTo(
                        told
                                ? Map.of(
                                        "refused_scopes", List.of("read:contacts"),
                                        "refused_scope_reasons", Map.of("read:contacts", "not_permitted"))
                                : Map.of());
    }

    @ParameterizedTest
    @CsvSource({"report, email read:contacts", "enforce, email"})
    void tellsTheClientNothingWhereNothingIsTakenFromIt(String mode, String scope) {
        realm.setting("tellClient", "true").setting("mode", mode);
        FakeSession session = new FakeSession(realm).from(app).with("scope", scope);

        keycloaks.process(context(session), RefusedGrantTest::ruling);

        assertThat(keycloaks.tokens().getOtherClaims()).isEmpty();
    }

    private static Ruling ruling(GrantRequest request) {
        UserModel carl = request.session().users().getUserByUsername(request.realm(), "carl");
        return request.authorizer()
                .authorize(ScopeQuestion.grant(request.client(), carl, ScopeList.parse(request.parameter("scope"))))
                .orElseThrow();
    }

    private FakeSession session() {
        return new FakeSession(realm)
                .from(app)
                .with("scope", "email read:contacts")
                .with("resource", "contacts-api");
    }

    private OAuth2GrantType.Context context() {
        return context(session());
    }

    private static OAuth2GrantType.Context context(FakeSession session) {
        EventBuilder event = session.event();
        return session.context(event);
    }
}
