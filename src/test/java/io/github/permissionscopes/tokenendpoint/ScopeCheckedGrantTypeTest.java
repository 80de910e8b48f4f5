package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.InvalidTarget;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.CorsErrorResponseException;

/** What stands around Keycloak's own grant type. */
class ScopeCheckedGrantTypeTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final ClientModel app = realm.client(
            "app", realm.scope("read:contacts", realm.role("contacts-api", "read:contacts")), realm.scope("email"));
    private final UserModel carl = realm.user("carl");
    private final AccessTokenResponse tokens = new AccessTokenResponse();
    private final List<String> seen = new ArrayList<>();
    private boolean fails;

    @Test
    void letsKeycloakSeeWhatIsLeftAndGivesBackWhatWasSent() {
        OAuth2GrantType.Context context = context();

        process(context, request -> {
            request.form().putSingle("scope", "email");
            request.afterwards().add(() -> seen.add("put back"));
        });

        assertThat(seen).containsExactly("email", "null", "put back");
        assertThat(context.getFormParams().getFirst("scope")).isEqualTo("email read:contacts");
        assertThat(context.getFormParams().getFirst("resource"))
                .as("hidden from Keycloak only")
                .isEqualTo("contacts-api");
    }

    @Test
    void givesBackAndPutsBackAlsoWhereKeycloakFails() {
        OAuth2GrantType.Context context = context();
        fails = true;

        assertThatThrownBy(() -> process(context, request -> {
                    request.form().remove("scope");
                    request.afterwards().add(() -> seen.add("put back"));
                }))
                .hasMessage("Keycloak");
        assertThat(context.getFormParams().getFirst("scope")).isEqualTo("email read:contacts");
        assertThat(seen).endsWith("put back");
    }

    @Test
    void leavesEverythingToKeycloakWhereTheSwitchIsOff() {
        FakeRealm off = FakeRealm.off();
        FakeSession session = new FakeSession(off)
                .from(off.client("app"))
                .with("scope", "read:contacts")
                .with("resource", "nobody");

        process(session.context(session.event()), request -> {
            throw new IllegalStateException("not asked");
        });

        assertThat(seen).containsExactly("read:contacts", "nobody");
    }

    @ParameterizedTest
    @CsvSource({"report, app, contacts-api", "enforce, plain, contacts-api", "enforce, app, null"})
    void hidesTheResourceFromKeycloakWhereItIsOurs(String mode, String client, String resource) {
        realm.client("plain", realm.scope("phone"));
        realm.setting("mode", mode);
        OAuth2GrantType.Context context = context(session().from(realm.model().getClientByClientId(client)));

        process(context, request -> {});

        assertThat(seen.get(1)).isEqualTo(resource);
    }

    @Test
    void answersAFaultInARealmThatEnforces() {
        OAuth2GrantType.Context context = context();

        assertThatThrownBy(() -> process(context, request -> {
                    throw new IllegalStateException("the database is gone");
                }))
                .isInstanceOfSatisfying(
                        CorsErrorResponseException.class, answer -> assertThat(answer.getErrorDescription())
                                .isEqualTo("The requested scopes could not be evaluated"));
        assertThat(seen).isEmpty();
        assertThat(context.getEvent().getEvent().getDetails())
                .containsEntry("scope_refused_reasons", "evaluation_failed");
    }

    /** And what is changed already, is changed back. */
    @Test
    void goesOnAfterAFaultInARealmThatReports() {
        realm.setting("mode", "report");
        OAuth2GrantType.Context context = context();

        process(context, request -> {
            request.form().putSingle("scope", "email");
            throw new StackOverflowError();
        });

        assertThat(seen).containsExactly("email read:contacts", "contacts-api");
        assertThat(context.getEvent().getEvent().getDetails())
                .isEqualTo(Map.of("scope_refused_reasons", "evaluation_failed", "permission_scopes_mode", "report"));
    }

    @Test
    void answersAWrongResource() {
        assertThatThrownBy(() -> process(context(), request -> {
                    throw new InvalidTarget("unknown");
                }))
                .isInstanceOf(CorsErrorResponseException.class)
                .hasMessage("invalid_target");
    }

    @Test
    void answersARejectionAsItIs() {
        assertThatThrownBy(() -> process(context(), request -> {
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

        process(context(), ScopeCheckedGrantTypeTest::ruling);

        assertThat(tokens.getOtherClaims())
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

        process(context(session), ScopeCheckedGrantTypeTest::ruling);

        assertThat(tokens.getOtherClaims()).isEmpty();
    }

    @Test
    void isKeycloaksOwnInAllElse() throws Exception {
        OAuth2GrantType grantType = new ScopeCheckedGrantType(keycloaks(), request -> {});

        assertThat(grantType.getEventType()).isEqualTo(EventType.CODE_TO_TOKEN);
        assertThat(grantType.getSupportedMultivaluedRequestParameters()).containsExactly("audience");
        assertThat(grantType.getTokenParameterNames()).containsExactly("token");
        assertThat(grantType.isTokenAllowed(null, null)).isFalse();
        grantType.preProcess(null, null);
        grantType.close();
        assertThat(seen).containsExactly("preProcess", "close");
    }

    private static Ruling ruling(GrantRequest request) {
        UserModel carl = request.session().users().getUserByUsername(request.realm(), "carl");
        return request.authorizer()
                .authorize(ScopeQuestion.grant(request.client(), carl, ScopeList.parse(request.parameter("scope"))))
                .orElseThrow();
    }

    private void process(OAuth2GrantType.Context context, GrantEnforcement enforcement) {
        Response response = new ScopeCheckedGrantType(keycloaks(), enforcement).process(context);
        assertThat(response.getEntity()).isSameAs(tokens);
    }

    private OAuth2GrantType keycloaks() {
        return Fake.of(OAuth2GrantType.class)
                .on("process", arguments -> {
                    OAuth2GrantType.Context context = (OAuth2GrantType.Context) arguments[0];
                    seen.add(String.valueOf(context.getFormParams().getFirst("scope")));
                    seen.add(String.valueOf(context.getFormParams().getFirst("resource")));
                    if (fails) {
                        throw new IllegalStateException("Keycloak");
                    }
                    return Response.ok(tokens).build();
                })
                .with("getEventType", EventType.CODE_TO_TOKEN)
                .with("getSupportedMultivaluedRequestParameters", Set.of("audience"))
                .with("getTokenParameterNames", Set.of("token"))
                .with("isTokenAllowed", false)
                .get("preProcess", () -> seen.add("preProcess"))
                .get("close", () -> seen.add("close"))
                .make();
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
