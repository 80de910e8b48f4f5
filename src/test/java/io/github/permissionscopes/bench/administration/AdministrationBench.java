package io.github.permissionscopes.bench.administration;

import io.github.permissionscopes.bench.server.Probe;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keycloak.admin.client.Keycloak;

/**
 * Administration at scale: starts a real Keycloak with the JAR, little memory and two large realms, one of twice the
 * size, and measures the calls on both.
 */
public final class AdministrationBench {

    /** Keycloak itself needs half of it. */
    private static final String HEAP = "-Xms512m -Xmx512m";

    private AdministrationBench() {}

    /**
     * What was measured.
     *
     * @param lines of a section in Markdown
     * @param missed the limits that were missed
     */
    public record Result(List<String> lines, List<String> missed) {}

    /**
     * @param home an unpacked distribution, which nobody else uses meanwhile
     * @param port of the server
     * @param log gets all that the server writes
     */
    public static Result run(Path home, Path jar, int port, Path log)
            throws IOException, InterruptedException, SQLException {
        LargeRealm half = new LargeRealm("half", LargeRealm.MOST_APIS / 2);
        LargeRealm full = new LargeRealm("full", LargeRealm.MOST_APIS);
        try (CountingPostgres database = new CountingPostgres();
                StandaloneServer server = new StandaloneServer(home, port, log).withHeap(HEAP)) {
            server.deploy(jar);
            server.reset(full.file());
            say("starting Keycloak");
            server.start(database.options(), waited -> {});
            try (Keycloak keycloak = server.admin();
                    Probe memory = Probe.of(server.pid());
                    Connection rows = database.connection()) {
                keycloak.realms().create(half.file());
                Calls calls = new Calls(new Meter(server, keycloak, database, memory), half, full);
                Measurements measurements = new Measurements(calls, memory);
                for (LargeRealm realm : List.of(half, full)) {
                    say("filling the realm " + realm.name());
                    String id = keycloak.realm(realm.name()).toRepresentation().getId();
                    measurements.fill(realm, new ManyRows(rows, realm, id));
                }
                say("measuring");
                measurements.run();
                say("done");
                return new Result(section(full, measurements), missed(measurements));
            }
        }
    }

    private static List<String> section(LargeRealm full, Measurements measurements) {
        List<String> lines = new ArrayList<>();
        lines.addAll(Growth.head());
        measurements.growth().forEach(growth -> lines.add(growth.row()));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "A realm with %,d client scopes, %,d client roles in %d APIs, %d realm roles, %,d users and %,d stored"
                        + " events, on PostgreSQL, and a server with a heap of 512 MB.",
                full.scopes(),
                full.permissions(),
                full.apis(),
                full.roles() + 1,
                full.users(),
                full.events()));
        lines.add("The columns × compare with a realm of which all of this, and the work, is half: 2.0 is linear. That"
                + " of the time compares the fastest calls, the others medians. The first call finds empty"
                + " caches.");
        lines.addAll(measurements.remarks());
        return lines;
    }

    private static List<String> missed(Measurements measurements) {
        return measurements.growth().stream()
                .flatMap(growth -> growth.missed().stream())
                .toList();
    }

    private static void say(String progress) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + progress);
    }
}
