package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code tellClient}: token responses name what was refused. */
@KeycloakIntegrationTest(config = ProductServer.class)
class TellClientIT {
    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void tellsTheClientInEveryTokenResponse() {
        admin.configure(Map.of("tellClient", "true"));

        assertThat(refusedScopes(contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword()))
                .containsExactly("delete:contacts");
        assertThat(refusedScopes(contactsApp.asking(CONTACTS_REQUEST).as("anna").byCode()))
                .containsExactly("delete:contacts");
        assertThat(refusedScopes(
                        service.asking("read:timesheets approve:timesheets").byClientCredentials()))
                .containsExactly("approve:timesheets");
        TokenAnswer full = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        assertThat(full.body().has("refused_scopes")).isFalse();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertThat(refusedScopes(contactsApp.refresh(full))).containsExactly("delete:contacts");
    }

    @Test
    void tellsTheReasonOfEach() {
        admin.configure(Map.of("tellClient", "true"));
        admin.createScope("orphan", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));
        admin.createScope("strong", CONTACTS_APP, Map.of(PermissionScopes.MINIMUM_ACR, "2"));
        Asking anna = contactsApp.asking(CONTACTS_REQUEST + " orphan strong").as("anna");
        for (TokenAnswer answer : List.of(anna.byPassword(), anna.byCode())) {
            assertThat(refusedScopes(answer)).containsExactly("delete:contacts", "orphan", "strong");
            assertThat(answer.body().path("refused_scope_reasons").properties())
                    .extracting(
                            reason -> reason.getKey() + "=" + reason.getValue().asText())
                    .containsExactly(
                            "delete:contacts=not_permitted", "orphan=no_permission_defined", "strong=acr_too_low");
        }
        assertThat(contactsApp
                        .asking(CONTACTS_REQUEST)
                        .as("carl")
                        .byPassword()
                        .body()
                        .has("refused_scope_reasons"))
                .isFalse();
    }

    @Test
    void doesNotTellTheClientUnasked() {
        assertThat(contactsApp
                        .asking(CONTACTS_REQUEST)
                        .as("anna")
                        .byPassword()
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
