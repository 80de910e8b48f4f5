package io.github.permissionscopes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Occasion;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeDecision;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict;
import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.server.Capabilities;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What is counted. That the server shows it is another test's business. */
class DecisionMetricsTest {

    private static final Verdict GRANTED = new Granted("read:a", Set.of("id"), Set.of("api-a"));
    private static final Verdict ADDED = new Added("more:a", Set.of("api-a"));
    private static final Verdict PASSED = new PassedThrough("openid");
    private static final Refused REFUSED = new Refused("write:a", Reason.NOT_PERMITTED, Set.of("api-a"), Refusal.STRIP);
    private static final Refused REFUSED_B = new Refused("read:b", Reason.OTHER_API, Set.of("api-b"), Refusal.STRIP);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Predicate<Object> request = request();

    @BeforeEach
    void turnMetricsOn() {
        Metrics.globalRegistry.add(registry);
    }

    @AfterEach
    void turnMetricsOff() {
        Metrics.globalRegistry.remove(registry);
    }

    @Test
    void countsEachVerdictAboutAProtectedScope() {
        count(request, "app", "anna", Settings.DEFAULT, PASSED, GRANTED, REFUSED, REFUSED_B, ADDED);

        assertThat(counts())
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

        assertThat(counts())
                .isEqualTo(Map.of(
                        "acme enforce refused not_permitted", 1.0,
                        "acme report refused other_api", 1.0,
                        "acme report granted none", 1.0));
    }

    @Test
    void countsEqualRulingsOfOneRequestOnce() {
        count(request, "app", "anna", Settings.DEFAULT, REFUSED);
        count(request, "app", "anna", Settings.DEFAULT, REFUSED);
        assertThat(counts()).containsEntry("acme enforce refused not_permitted", 1.0);

        count(request, "app", "carl", Settings.DEFAULT, REFUSED);
        count(request, "another", "anna", Settings.DEFAULT, REFUSED);
        count(request, "app", "anna", Settings.DEFAULT, REFUSED, GRANTED);
        count(request(), "app", "anna", Settings.DEFAULT, REFUSED);

        assertThat(counts())
                .as("another user, another client, other verdicts, another request")
                .containsEntry("acme enforce refused not_permitted", 5.0);
    }

    @Test
    void countsWhatTheLastCheckFinds() {
        DecisionMetrics.countStopped(request, client("app"), user("anna"), List.of(REFUSED));
        DecisionMetrics.countStopped(request, client("app"), user("anna"), List.of(REFUSED));

        assertThat(counts()).isEqualTo(Map.of("acme enforce refused not_permitted", 1.0));
    }

    @Test
    void countsARequestThatCouldNotBeJudged() {
        DecisionMetrics.countUnevaluated(client("app").getRealm(), Mode.ENFORCE);

        assertThat(counts()).isEqualTo(Map.of("acme enforce refused evaluation_failed", 1.0));
    }

    @Test
    void timesDecisionsThatAreMade() {
        long before = timed();
        assertThat(DecisionMetrics.timed(() -> Optional.of("ruling"))).contains("ruling");
        assertThat(DecisionMetrics.timed(Optional::empty)).isEmpty();

        assertThat(timed() - before).isOne();
    }

    @Test
    void doesNothingWithoutMetrics() {
        Metrics.globalRegistry.remove(registry);

        count(request, "app", "anna", Settings.DEFAULT, REFUSED);
        DecisionMetrics.countUnevaluated(client("app").getRealm(), Mode.ENFORCE);

        assertThat(DecisionMetrics.timed(() -> Optional.of("ruling"))).contains("ruling");
        Metrics.globalRegistry.add(registry);
        assertThat(counts()).isEmpty();
    }

    @Test
    void doesNothingWithoutMicrometer() throws Exception {
        Class<?> metrics = new WithoutMicrometer().loadClass(DecisionMetrics.class.getName());
        Supplier<Optional<String>> decision = () -> Optional.of("ruling");

        assertThat(metrics.getMethod("timed", Supplier.class).invoke(null, decision))
                .isEqualTo(Optional.of("ruling"));
        metrics.getMethod("countUnevaluated", RealmModel.class, Mode.class)
                .invoke(null, client("app").getRealm(), Mode.ENFORCE);

        assertThat(counts()).isEmpty();
    }

    @Test
    void aFailureToCountIsNobodysProblem() {
        ClientModel withoutRealm = model(ClientModel.class, Map.of("getId", "app"));

        DecisionMetrics.count(request, withoutRealm, user("anna"), ruling(Settings.DEFAULT, REFUSED));

        assertThat(counts()).isEmpty();
    }

    private static void count(
            Predicate<Object> request, String client, String user, Settings settings, Verdict... verdicts) {
        DecisionMetrics.count(request, client(client), user(user), ruling(settings, verdicts));
    }

    private static Ruling ruling(Settings settings, Verdict... verdicts) {
        ScopeList requested = new ScopeList(Stream.of(verdicts)
                .filter(verdict -> !(verdict instanceof Added))
                .map(Verdict::scope)
                .toList());
        return Ruling.of(
                new ScopeDecision(
                        ScopeRequest.unheld(requested, Map.of(), Optional.empty(), Occasion.GRANT), List.of(verdicts)),
                settings,
                Refusal.STRIP);
    }

    private Map<String, Double> counts() {
        Map<String, Double> counts = new TreeMap<>();
        registry.find(DecisionMeters.DECISIONS)
                .counters()
                .forEach(counter -> counts.put(labels(counter.getId()), counter.count()));
        // The global registry has the counters of the other tests too.
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static String labels(Meter.Id id) {
        assertThat(id.getTags()).hasSameSizeAs(DecisionMeters.LABELS);
        return DecisionMeters.LABELS.stream().map(id::getTag).collect(Collectors.joining(" "));
    }

    private long timed() {
        return registry.find(DecisionMeters.DECISION).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private static ClientModel client(String id) {
        RealmModel realm = model(RealmModel.class, Map.of("getName", "acme"));
        return model(ClientModel.class, Map.of("getId", id, "getRealm", realm));
    }

    private static UserModel user(String id) {
        return model(UserModel.class, Map.of("getId", id));
    }

    private static Predicate<Object> request() {
        return new HashSet<>()::add;
    }

    private static <T> T model(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    /** A server that has no such library. */
    private static final class WithoutMicrometer extends ClassLoader {

        WithoutMicrometer() {
            super(DecisionMetricsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.micrometer.")) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith(DecisionMetrics.class.getPackageName()) || name.equals(Capabilities.class.getName())
                    ? own(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> own(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
