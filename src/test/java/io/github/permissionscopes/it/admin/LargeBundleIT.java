package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.InjectAdministration;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * What a large bundle costs. The limits are wide: they tell a cost that grows with the square from one that does not.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class LargeBundleIT {

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @Test
    void theTimeOfAPlanGrowsWithTheScopesAndNoFaster() {
        plan(bundle(1, 100));
        long small = best(() -> plan(bundle(1, 100)));
        long large = best(() -> plan(bundle(1, 400)));
        long most = best(() -> plan(bundle(1, 1_000)));
        long apis = best(() -> plan(bundle(40, 10)));

        String figures = "100, 400, 1000 scopes, 40x10: %d, %d, %d, %d ms".formatted(small, large, most, apis);
        // Four times as much: sixteen times the time would be the square.
        assertThat(large).as(figures).isLessThan(8 * small + 500);
        assertThat(most).as(figures).isLessThan(Duration.ofSeconds(20).toMillis());
        assertThat(apis).as(figures).isLessThan(Duration.ofSeconds(20).toMillis());
    }

    @Test
    void aThousandScopesAreAppliedWhileOthersPlan() throws Exception {
        Map<String, Object> bundle = bundle(1, 1_000);
        JsonNode planned = plan(bundle).path("changes");
        AtomicInteger plansMeanwhile = new AtomicInteger();
        AtomicBoolean applied = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!applied.get()) {
                plan(bundle(1, 1));
                if (!applied.get()) {
                    plansMeanwhile.incrementAndGet();
                }
            }
        });
        other.start();

        Answer answer = rest.apply(bundle);
        applied.set(true);
        other.join();

        assertThat(changes(answer)).hasSameSizeAs(planned);
        // If a plan had to wait for the bundle, there would be one before it and one that ends with it.
        assertThat(plansMeanwhile).hasValueGreaterThan(3);
        assertThat(plan(bundle).path("changes")).isEmpty();
    }

    private static Map<String, Object> bundle(int apis, int scopes) {
        List<Map<String, Object>> definitions = new ArrayList<>();
        Map<String, List<String>> permissions = new TreeMap<>();
        for (int api = 0; api < apis; api++) {
            String clientId = "large-api-" + api;
            List<String> names = IntStream.range(0, scopes)
                    .mapToObj(scope -> clientId + ":" + scope)
                    .toList();
            definitions.add(Map.of(
                    "clientId",
                    clientId,
                    "clients",
                    List.of(CONTACTS_APP),
                    "scopes",
                    names.stream()
                            .map(name -> Map.of("name", name, "description", "What " + name + " is for"))
                            .toList()));
            permissions.put(clientId, names);
        }
        return Map.of("apis", definitions, "roles", List.of(Map.of("name", "employee", "permissions", permissions)));
    }

    private JsonNode plan(Map<String, Object> bundle) {
        return ok(rest.plan(bundle));
    }

    private static long best(Runnable work) {
        return LongStream.generate(() -> time(work)).limit(3).min().orElseThrow();
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
