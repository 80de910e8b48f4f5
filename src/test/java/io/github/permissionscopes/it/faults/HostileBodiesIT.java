package io.github.permissionscopes.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Whatever is sent to the administration's calls is answered soon, and never with an error of the server. */
@KeycloakIntegrationTest(config = ProductServer.class)
class HostileBodiesIT {

    /** Of one request, with much room for a busy machine: what it is there to find takes longer, or no end. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int COUNT = 60;

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT apis/fuzz-api",
                "POST plan",
                "POST apply",
                "POST explain",
                "POST import/auth0",
                "POST import/authorization-extension",
                "POST import/openapi"
            })
    void isAnsweredSoonWithoutAFault(String call) {
        Administration administrator = new Administrators(realm).with("realm-admin");
        String method = call.split(" ")[0];
        String path = call.split(" ")[1];
        long seed = Long.getLong("hostile.seed", call.hashCode());
        for (String type : List.of("application/json", "application/yaml")) {
            new HostileBodies(seed).bodies(COUNT).forEach(body -> {
                long start = System.nanoTime();

                Answer answer = administrator.send(method, path, type, body);

                String sent = "%s, %s, seed %d: %.300s".formatted(call, type, seed, body);
                assertThat(answer.status())
                        .as("%s answered with %.500s", sent, answer.text())
                        .isIn(200, 201, 400, 404, 409);
                if (answer.status() >= 400) {
                    assertThat(answer.mediaType()).as(sent).startsWith("application/problem+json");
                    answer.body().findValuesAsText("detail").forEach(detail -> PlainWords.assertPlain(detail, sent));
                    answer.body().findValuesAsText("message").forEach(detail -> PlainWords.assertPlain(detail, sent));
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).as(sent).isLessThan(LIMIT);
                assertThat(answer.text().length()).as(sent).isLessThan(500_000 + 20 * body.length());
                assertThat(answer.headers().allValues("Cache-Control")).as(sent).containsExactly("no-store");
            });
        }
    }
}
