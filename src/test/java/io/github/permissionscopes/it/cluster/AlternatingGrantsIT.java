package io.github.permissionscopes.it.cluster;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.cluster.*;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each step of a grant is another node's, first the one and then the other way round: a client without sticky sessions.
 * What is granted is what one node alone grants.
 */
@ClusterTest
@ParameterizedClass(name = "first at node {0}")
@ValueSource(ints = {0, 1})
class AlternatingGrantsIT {

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    /** Of one node alone. */
    private static final Map<String, JsonNode> EXPECTED = expected();

    private static final String NOTICE = "Some access is not granted";

    private final int first;

    AlternatingGrantsIT(int first) {
        this.first = first;
    }

    private static Map<String, JsonNode> expected() {
        CLUSTER.balancer().stayAt(0);
        return CLUSTER.tour().run();
    }

    @BeforeEach
    void begin() {
        CLUSTER.balancer().beginAt(first);
    }

    @Test
    void everyGrantIsWhatOneNodeGrants() {
        Map<String, JsonNode> seen = CLUSTER.tour().run();

        assertThat(seen).hasSize(15).allSatisfy((grant, all) -> {
            assertThat(TokenAnswer.scope(all.path("access_token")))
                    .as("%s: %s", grant, all)
                    .contains(READ_CONTACTS);
            assertThat(all.toString()).as(grant).doesNotContain(DELETE_CONTACTS);
            assertThat(ClaimsTree.differences(EXPECTED.get(grant), all))
                    .as(grant)
                    .isEmpty();
        });
    }

    @Test
    void theConsentPageAsksForWhatIsGranted() {
        OAuthClient app = CLUSTER.oauth().client(CONSENT_APP);
        try {
            Page consent = app.asking(CONTACTS_REQUEST).as("anna").login();
            Page callback = consent.accept();
            Set<String> stored = CLUSTER.admin().people().storedConsent("anna", CONSENT_APP);
            assertConsent(consent, stored, Set.of(READ_CONTACTS));
            assertEverywhere(app, app.exchange(callback), READ_CONTACTS);
        } finally {
            CLUSTER.admin().user("anna").revokeConsent(CONSENT_APP);
        }
    }

    @Test
    void theNoticeIsAnsweredAtTheOtherNode() {
        CLUSTER.admin().configure(Map.of("notice", "true"));

        Page notice = CLUSTER.client().asking(CONTACTS_REQUEST).as("anna").login();

        assertThat(notice.title()).isEqualTo(NOTICE);
        Page callback = notice.submit(Map.of("accept", "true"));
        assertEverywhere(CLUSTER.client(), CLUSTER.client().exchange(callback), READ_CONTACTS);
    }

    @Test
    void aRequestIsRejectedAtEitherNode() {
        CLUSTER.admin().configure(Map.of("refusal", "reject"));
        Asking anna = CLUSTER.client().asking(CONTACTS_REQUEST).as("anna");

        Page callback = anna.login();

        assertThat(callback.parameter("error")).as("%s", callback.uri()).isEqualTo("invalid_scope");
        assertThat(callback.parameter("code")).isNull();
        assertNoToken(anna.byPassword(), "invalid_scope");
        assertNoToken(anna.byPassword(), "invalid_scope");
    }

    @Test
    void aPushedRequestIsNarrowedAtTheOtherNode() {
        OAuthClient client = CLUSTER.client();
        assertEverywhere(
                client, client.asking(CONTACTS_REQUEST).as("anna").pushed().byCode(), READ_CONTACTS);
    }

    /** The permission is lost at one node between two steps; the next step is at the other. */
    @Test
    void whatIsLostBetweenTheStepsIsLostAtTheOtherNode() {
        OAuthClient client = CLUSTER.client();
        Page callback = client.asking(CONTACTS_REQUEST).as("carl").login();

        CLUSTER.admin().take("carl", CONTACTS_API, DELETE_CONTACTS);

        assertEverywhere(client, client.exchange(callback), READ_CONTACTS);
    }
}
