package io.github.permissionscopes.telemetry;

import static io.github.permissionscopes.telemetry.TestRulings.client;
import static io.github.permissionscopes.telemetry.TestRulings.count;
import static io.github.permissionscopes.telemetry.TestRulings.request;
import static io.github.permissionscopes.telemetry.TestRulings.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict;
import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is counted. That the server shows it is another test's business. */
class DecisionMetricsTest {

    private static final Verdict GRANTED = new Granted("read:a", Set.of("id"), Set.of("api-a"));
    private static final Verdict ADDED = new Added("more:a", Set.of("api-a"));
    private static final Verdict PASSED = new PassedThrough("openid");
    private static final Refused REFUSED = new Refused("write:a", Reason.NOT_PERMITTED, Set.of("api-a"), Refusal.STRIP);
    private static final Refused REFUSED_B = new Refused("read:b", Reason.OTHER_API, Set.of("api-b"), Refusal.STRIP);

    @RegisterExtension
    final TestMeters meters = new TestMeters();

    private final Predicate<Object> request = request();

    @Test
    void countsEachVerdictAboutAProtectedScope() {
        count(request, "app", "anna", Settings.DEFAULT, PASSED, GRANTED, REFUSED, REFUSED_B, ADDED);

        assertThat(meters.counts())
                .isEqualTo(Map.of(
                        "acme enforce granted none", 1.0,
                        "acme enforce added none", 1.0,
                        "acme enforce refused not_permitted", 1.0,
                        "acme enforce refused other_api", 1.0));
    }

    @Test
    void theModeIsThatOfTheScope() {
        Settings staged = new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of("api-b"), false, false);
        count(request, "app", "anna", staged, REFUSED, REFUSED_B);
        count(request(), "app", "anna", new Settings(Mode.REPORT, Refusal.STRIP, Set.of(), false, false), GRANTED);

        assertThat(meters.counts())
                .isEqualTo(Map.of(
                        "acme enforce refused not_permitted", 1.0,
                        "acme report refused other_api", 1.0,
                        "acme report granted none", 1.0));
    }

    @Test
    void countsEqualRulingsOfOneRequestOnce() {
        count(request, "app", "anna", Settings.DEFAULT, REFUSED);
        count(request, "app", "anna", Settings.DEFAULT, REFUSED);
        assertThat(meters.counts()).containsEntry("acme enforce refused not_permitted", 1.0);

        count(request, "app", "carl", Settings.DEFAULT, REFUSED);
        count(request, "another", "anna", Settings.DEFAULT, REFUSED);
        count(request, "app", "anna", Settings.DEFAULT, REFUSED, GRANTED);
        count(request(), "app", "anna", Settings.DEFAULT, REFUSED);

        assertThat(meters.counts())
                .as("another user, another client, other verdicts, another request")
                .containsEntry("acme enforce refused not_permitted", 5.0);
    }

    @Test
    void countsWhatTheLastCheckFinds() {
        DecisionMetrics.countStopped(request, client("app"), user("anna"), List.of(REFUSED));
        DecisionMetrics.countStopped(request, client("app"), user("anna"), List.of(REFUSED));

        assertThat(meters.counts()).isEqualTo(Map.of("acme enforce refused not_permitted", 1.0));
    }

    @Test
    void countsARequestThatCouldNotBeJudged() {
        DecisionMetrics.countUnevaluated(client("app").getRealm(), Mode.ENFORCE);

        assertThat(meters.counts()).isEqualTo(Map.of("acme enforce refused evaluation_failed", 1.0));
    }

    @Test
    void timesDecisionsThatAreMade() {
        long before = meters.timed();
        assertThat(DecisionMetrics.timed(() -> Optional.of("ruling"))).contains("ruling");
        assertThat(DecisionMetrics.timed(Optional::empty)).isEmpty();

        assertThat(meters.timed() - before).isOne();
    }
}
