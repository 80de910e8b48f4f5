package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.server.BenchServer;
import io.github.permissionscopes.bench.server.Servers;
import io.github.permissionscopes.bench.tokens.Lane.Key;
import io.github.permissionscopes.bench.tokens.Lane.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Requests that are compared. Each is sent to both servers, so that both do the same work.
 *
 * @param group the table that it is a row of
 * @param title the first cell of the row
 * @param comparisons the ratios that are wanted
 * @param patience by which factor it may take longer than others
 * @param most the budget of the first ratio, if it has one
 * @param hasTail whether the first ratio has a budget of its 99th percentile, too
 */
public record Case(
        String group,
        String title,
        List<Order> orders,
        List<Comparison> comparisons,
        double patience,
        double most,
        boolean hasTail) {

    /** The times of one lane as a multiple of another's. */
    record Comparison(String title, Key of, Key to) {

        static Comparison ofBothServers(String order) {
            return new Comparison(order, new Key(Side.PRODUCT, order), new Key(Side.PLAIN, order));
        }
    }

    public Case {
        orders = List.copyOf(orders);
        comparisons = List.copyOf(comparisons);
    }

    /** Each order on the server with the product, as a multiple of the same on the other. */
    static Case against(String group, String title, List<Order> orders) {
        return new Case(
                group,
                title,
                orders,
                orders.stream()
                        .map(order -> Comparison.ofBothServers(order.label()))
                        .toList(),
                1,
                Double.MAX_VALUE,
                false);
    }

    /** @param factor by which it may take longer than others */
    Case waiting(double factor) {
        return new Case(group, title, orders, comparisons, factor, most, hasTail);
    }

    Case within(double budget) {
        return new Case(group, title, orders, comparisons, patience, budget, hasTail);
    }

    Case withTail() {
        return new Case(group, title, orders, comparisons, patience, most, true);
    }

    /** @return unlike that of any other case */
    public String name() {
        return group + ": " + title;
    }

    /** @return whether it is measured with more than one start of the servers */
    public boolean isExact() {
        return patience > 1;
    }

    /** @throws IllegalStateException if a request is not answered with the scopes that it should get */
    public Measured measure(Servers.Running servers, Effort effort) throws IOException {
        return with(servers, race -> new Measured(this, race.run(effort.times(patience))));
    }

    /** Sends without measuring, so that the servers compile what is needed. */
    public void warmUp(Servers.Running servers) throws IOException {
        with(servers, race -> {
            race.warmUp();
            return race;
        });
    }

    private <T> T with(Servers.Running servers, Function<Race, T> use) throws IOException {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (Order order : orders) {
                lanes.add(lane(Side.PLAIN, servers.plain(), order));
                lanes.add(lane(Side.PRODUCT, servers.product(), order));
            }
            return use.apply(new Race(lanes, comparisons));
        } finally {
            for (Lane lane : lanes) {
                lane.connection().close();
            }
        }
    }

    private static Lane lane(Side side, BenchServer server, Order order) {
        Connection connection = new Connection(server.realmUrl(order.realm()));
        Call call = order.grant().prepare(connection, order);
        Lane lane = new Lane(new Key(side, order.label()), server, call, connection);
        if (order.grant() != Grant.USERINFO) {
            check(lane, order.granted());
        }
        return lane;
    }

    private static void check(Lane lane, int expected) {
        String answer = lane.call().send();
        long granted = TokenText.granted(answer);
        if (granted != expected) {
            throw new IllegalStateException(
                    lane.key() + ": " + granted + " scopes instead of " + expected + " in " + answer);
        }
    }
}
