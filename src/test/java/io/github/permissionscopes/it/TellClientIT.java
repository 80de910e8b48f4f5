package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.demo.DemoRealm.SECRET;
import static io.github.permissionscopes.demo.DemoRealm.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code tellClient}: token responses name what was refused. */
@KeycloakIntegrationTest(config = ProductServer.class)
class TellClientIT {
    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private OAuth oauth;
    private RealmAdmin admin;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        admin = new RealmAdmin(realm.admin());
    }

    private static final String REQUEST = "openid read:contacts delete:contacts";

    @AfterEach
    void backToDefaults() {
        admin.configure(Map.of());
    }

    @Test
    void tellsTheClientInEveryTokenResponse() {
        admin.configure(Map.of("tellClient", "true"));

        assertThat(refusedScopes(oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST)))
                .containsExactly("delete:contacts");
        assertThat(refusedScopes(oauth.code(CONTACTS_APP, "anna", PASSWORD, REQUEST)))
                .containsExactly("delete:contacts");
        assertThat(refusedScopes(oauth.clientCredentials(SERVICE, SECRET, "read:timesheets approve:timesheets")))
                .containsExactly("approve:timesheets");
        TokenAnswer full = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
        assertThat(full.body().has("refused_scopes")).isFalse();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        try {
            assertThat(refusedScopes(oauth.refresh(CONTACTS_APP, full.refreshToken(), Map.of())))
                    .containsExactly("delete:contacts");
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
        }
    }

    @Test
    void tellsTheReasonOfEach() {
        admin.configure(Map.of("tellClient", "true"));
        admin.createScope("orphan", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));
        admin.createScope("strong", CONTACTS_APP, Map.of(PermissionScopes.MINIMUM_ACR, "2"));
        try {
            String request = REQUEST + " orphan strong";
            for (TokenAnswer answer : List.of(
                    oauth.password(CONTACTS_APP, "anna", PASSWORD, request),
                    oauth.code(CONTACTS_APP, "anna", PASSWORD, request))) {
                assertThat(refusedScopes(answer)).containsExactly("delete:contacts", "orphan", "strong");
                assertThat(answer.body().path("refused_scope_reasons").properties())
                        .extracting(reason ->
                                reason.getKey() + "=" + reason.getValue().asText())
                        .containsExactly(
                                "delete:contacts=not_permitted", "orphan=no_permission_defined", "strong=acr_too_low");
            }
        } finally {
            admin.deleteScope("orphan");
            admin.deleteScope("strong");
        }
        assertThat(oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST)
                        .body()
                        .has("refused_scope_reasons"))
                .isFalse();
    }

    @Test
    void doesNotTellTheClientUnasked() {
        assertThat(oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST)
                        .body()
                        .properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain("refused_scopes", "refused_scope_reasons");
    }

    private static List<String> refusedScopes(TokenAnswer answer) {
        assertThat(answer.body().has("refused_scopes"))
                .as("answer %s", answer.body())
                .isTrue();
        return answer.body()
                .path("refused_scopes")
                .valueStream()
                .map(scope -> scope.asText())
                .toList();
    }
}
