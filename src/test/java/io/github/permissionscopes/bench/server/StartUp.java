package io.github.permissionscopes.bench.server;

import io.github.permissionscopes.bench.realm.Variant;
import io.github.permissionscopes.bench.statistics.Quantile;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * How long a server with 50 realms takes to start, as it says itself.
 *
 * @param without seconds, of a server without the product
 * @param first seconds, of the first start with the product, which registers the switch in all realms
 * @param later seconds, of the next start with the product
 */
public record StartUp(double without, double first, double later) {

    private static final int REALMS = 50;
    private static final int ROUNDS = 3;
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    /** Medians of some starts, in turn. */
    static StartUp measure(StandaloneServer plain, StandaloneServer product, List<String> options, Path database)
            throws IOException, InterruptedException {
        plain.reset(IntStream.range(0, REALMS)
                .mapToObj(number -> RealmBuilder.create()
                        .name("realm-" + number + "-" + Variant.OFF.id())
                        .enabled(true)
                        .build())
                .toArray(RealmRepresentation[]::new));
        start(plain, options);
        plain.keepDatabase(database);
        List<Double> without = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            plain.takeDatabase(database);
            without.add(start(plain, options));
            product.takeDatabase(database);
            first.add(start(product, options));
            later.add(start(product, options));
        }
        return new StartUp(median(without), median(first), median(later));
    }

    private static double start(StandaloneServer server, List<String> options)
            throws IOException, InterruptedException {
        try (server) {
            server.start(options, waited -> {});
            return server.log().stream()
                    .map(STARTED::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static double median(List<Double> seconds) {
        return Quantile.median(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
