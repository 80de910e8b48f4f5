package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A permission is lost between any two steps of a grant: whatever a step shows or gives after that is without it. Carl
 * keeps the other role that is mapped to the scope, which is enough for Keycloak's own check.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class RevokedBetweenStepsIT {

    /** The grants, each with its steps. */
    private enum Grant {
        CODE("login", "consent", "exchange", "refresh", "refresh again"),
        DEVICE("ask", "log in to verify", "consent", "poll", "refresh"),
        CIBA("ask", "approve", "poll", "refresh"),
        TOKEN_EXCHANGE("subject token", "exchange", "refresh"),
        LEGACY_EXCHANGE("subject token", "exchange", "refresh"),
        UMA("login at the resource server", "ticket", "refresh");

        private final List<String> steps;

        Grant(String... steps) {
            this.steps = List.of(steps);
        }
    }

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest(name = "{0}, lost after \"{1}\"")
    @MethodSource("grantsAndSteps")
    void isGoneFromTheNextStepOn(Grant grant, String step) {
        Steps steps = new Steps(grant, step);

        run(grant, steps);

        assertThat(steps.left).as("steps left").isEmpty();
        assertThat(TokenAnswer.scope(steps.last.accessClaims()))
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
    }

    /** The proof that the steps can fail. */
    @ParameterizedTest
    @EnumSource
    void isNotGoneWithoutTheProduct(Grant grant) {
        admin.turnSwitch(false);

        assertThatThrownBy(() -> run(grant, new Steps(grant, grant.steps.get(0))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(DELETE_CONTACTS);
    }

    static Stream<Arguments> grantsAndSteps() {
        return Stream.of(Grant.values()).flatMap(grant -> IntStream.range(0, grant.steps.size() - 1)
                .mapToObj(step -> Arguments.of(grant, grant.steps.get(step))));
    }

    private void run(Grant grant, Steps steps) {
        switch (grant) {
            case CODE -> code(steps);
            case DEVICE -> device(steps);
            case CIBA -> ciba(steps);
            case TOKEN_EXCHANGE -> exchange(steps, client(EveryGrantClient.ID));
            case LEGACY_EXCHANGE -> exchange(steps, client(EveryGrantClient.LEGACY_ID));
            case UMA -> uma(steps);
        }
    }

    private void code(Steps steps) {
        OAuthClient client = client(HostileRealm.CONSENT_ID);
        Page consent = steps.done(client.asking(CONTACTS_REQUEST).as("carl").login());
        Page callback = steps.done(consent.accept());
        TokenAnswer tokens = steps.done(client.exchange(callback));
        steps.done(client.refresh(steps.done(client.refresh(tokens))));
    }

    private void device(Steps steps) {
        OAuthClient client = client(EveryGrantClient.ID);
        Device device = client.asking(CONTACTS_REQUEST).device();
        steps.done();
        Page consent = steps.done(device.verify("carl"));
        steps.done(consent.accept());
        steps.done(client.refresh(steps.done(device.poll())));
    }

    private void ciba(Steps steps) {
        OAuthClient client = client(EveryGrantClient.ID);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            TokenAnswer asked = client.asking(CONTACTS_REQUEST).as("carl").backchannel();
            steps.now().check("question", phone.asked());
            steps.done();
            phone.approve();
            steps.done();
            steps.done(client.refresh(steps.done(client.fetch(asked))));
        }
    }

    private void exchange(Steps steps, OAuthClient client) {
        TokenAnswer subject =
                steps.done(client.asking(CONTACTS_REQUEST).as("carl").byPassword());
        TokenAnswer exchanged = steps.done(client.asking(CONTACTS_REQUEST)
                .with("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token")
                .byTokenExchange(subject));
        steps.done(client.refresh(exchanged));
    }

    private void uma(Steps steps) {
        OAuthClient client = client(EveryGrantClient.ID);
        TokenAnswer login =
                steps.done(client.asking(CONTACTS_REQUEST).as("carl").byCode());
        steps.done(client.refresh(steps.done(client.ticket(login))));
    }

    private OAuthClient client(String id) {
        return oauth.client(id).confidential();
    }

    /** Counts the steps, looks at what each gives, and takes the permission after one of them. */
    private final class Steps {

        private final String lostAfter;
        private List<String> left;
        private List<String> permitted = CONTACTS;
        private TokenAnswer last;

        Steps(Grant grant, String lostAfter) {
            this.lostAfter = lostAfter;
            this.left = grant.steps;
        }

        ScopeInvariant now() {
            return new ScopeInvariant(permitted);
        }

        Page done(Page page) {
            now().check(page);
            done();
            return page;
        }

        TokenAnswer done(TokenAnswer answer) {
            assertThat(answer.status()).as("%s: %s", left.get(0), answer.body()).isEqualTo(200);
            last = now().check(answer);
            done();
            return answer;
        }

        void done() {
            if (left.get(0).equals(lostAfter)) {
                admin.take("carl", CONTACTS_API, DELETE_CONTACTS);
                permitted = List.of(READ_CONTACTS);
            }
            left = left.subList(1, left.size());
        }
    }
}
