package io.github.permissionscopes.bench.administration;

import io.github.permissionscopes.bench.administration.Series.Sample;
import io.github.permissionscopes.bench.server.Probe;
import io.github.permissionscopes.bench.server.Usage;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.util.function.Function;
import org.keycloak.admin.client.Keycloak;

/** Calls the administration of one server and measures. */
final class Meter {

    private final StandaloneServer server;
    private final Keycloak keycloak;
    private final CountingPostgres database;
    private final Probe memory;

    Meter(StandaloneServer server, Keycloak keycloak, CountingPostgres database, Probe memory) {
        this.server = server;
        this.keycloak = keycloak;
        this.database = database;
        this.memory = memory;
    }

    /** @throws IllegalStateException if the answer is an error */
    Sample measure(LargeRealm realm, Function<Administration, Answer> call) {
        Administration administration = of(realm);
        long statements = database.statements();
        Usage before = memory.read();
        long start = System.nanoTime();
        Answer answer = call.apply(administration);
        double seconds = (System.nanoTime() - start) / 1e9;
        check(answer);
        return new Sample(
                seconds,
                database.statements() - statements,
                before.until(memory.read()).allocatedBytes());
    }

    /** Calls without measuring. */
    void call(LargeRealm realm, Function<Administration, Answer> call) {
        check(call.apply(of(realm)));
    }

    /** A new one each time: the token lives for a minute. */
    private Administration of(LargeRealm realm) {
        return new Administration(
                server.url() + "/realms/" + realm.name(),
                keycloak.tokenManager().getAccessTokenString());
    }

    private static void check(Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException("Status " + answer.status() + ": " + answer.text());
        }
    }
}
