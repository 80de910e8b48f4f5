package io.github.permissionscopes.bench.administration;

import io.github.permissionscopes.bench.administration.Series.Sample;
import io.github.permissionscopes.bench.administration.ServerMemory.Allocated;
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
    private final ServerMemory memory;

    Meter(StandaloneServer server, Keycloak keycloak, CountingPostgres database, ServerMemory memory) {
        this.server = server;
        this.keycloak = keycloak;
        this.database = database;
        this.memory = memory;
    }

    /** @throws IllegalStateException if the answer is an error */
    Sample measure(LargeRealm realm, Function<Administration, Answer> call) {
        Administration administration = of(realm);
        long statements = database.statements();
        Allocated allocated = memory.allocated();
        long start = System.nanoTime();
        Answer answer = call.apply(administration);
        double seconds = (System.nanoTime() - start) / 1e9;
        check(answer);
        return new Sample(seconds, database.statements() - statements, allocated.until(memory.allocated()));
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
