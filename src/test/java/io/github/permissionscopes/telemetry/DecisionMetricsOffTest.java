package io.github.permissionscopes.telemetry;

import static io.github.permissionscopes.telemetry.TestRulings.client;
import static io.github.permissionscopes.telemetry.TestRulings.count;
import static io.github.permissionscopes.telemetry.TestRulings.model;
import static io.github.permissionscopes.telemetry.TestRulings.request;
import static io.github.permissionscopes.telemetry.TestRulings.ruling;
import static io.github.permissionscopes.telemetry.TestRulings.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.server.Capabilities;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Nothing is counted, and nothing fails, where there is nothing to count with. */
class DecisionMetricsOffTest {

    private static final Refused REFUSED = new Refused("write:a", Reason.NOT_PERMITTED, Set.of("api-a"), Refusal.STRIP);

    @RegisterExtension
    final TestMeters meters = new TestMeters();

    private final Predicate<Object> request = request();

    @Test
    void doesNothingWithoutMetrics() {
        meters.turnOff();

        count(request, "app", "anna", Settings.DEFAULT, REFUSED);
        DecisionMetrics.countUnevaluated(client("app").getRealm(), Mode.ENFORCE);

        assertThat(DecisionMetrics.timed(() -> Optional.of("ruling"))).contains("ruling");
        meters.turnOn();
        assertThat(meters.counts()).isEmpty();
    }

    @Test
    void doesNothingWithoutMicrometer() throws Exception {
        Class<?> metrics = new WithoutMicrometer().loadClass(DecisionMetrics.class.getName());
        Supplier<Optional<String>> decision = () -> Optional.of("ruling");

        assertThat(metrics.getMethod("timed", Supplier.class).invoke(null, decision))
                .isEqualTo(Optional.of("ruling"));
        metrics.getMethod("countUnevaluated", RealmModel.class, Mode.class)
                .invoke(null, client("app").getRealm(), Mode.ENFORCE);

        assertThat(meters.counts()).isEmpty();
    }

    @Test
    void aFailureToCountIsNobodysProblem() {
        ClientModel withoutRealm = model(ClientModel.class, Map.of("getId", "app"));

        DecisionMetrics.count(request, withoutRealm, user("anna"), ruling(Settings.DEFAULT, REFUSED));

        assertThat(meters.counts()).isEmpty();
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
