package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.server.BenchServer;
import io.github.permissionscopes.bench.server.Servers;
import io.github.permissionscopes.bench.statistics.Quantile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Eight connections to one server at a time, the servers in turn.
 *
 * @param title of the case
 * @param plain tokens in a second, without the product
 * @param product tokens in a second, with it
 * @param rate requests in a second, 70 % of what the slower server can
 * @param plainP99 milliseconds at this rate, from the moment at which a request was due
 * @param productP99 milliseconds at this rate
 */
public record Throughput(String title, double plain, double product, double rate, double plainP99, double productP99) {

    private static final int CONNECTIONS = 8;
    private static final int BLOCKS = 4;
    private static final double LOAD = 0.7;
    private static final double MOST_SECONDS = 5;

    /** @param effort for how long, over all */
    public static List<Throughput> measure(Servers.Running servers, Effort effort)
            throws IOException, InterruptedException {
        double seconds = Math.min(MOST_SECONDS, effort.seconds());
        List<Throughput> all = new ArrayList<>();
        for (Ask ask : List.of(Ask.NOTHING, Ask.of(20, 100), Ask.of(200, 10))) {
            all.add(measure(
                    "client credentials, " + ask.permitted() + " of " + ask.asked(),
                    Orders.by(Grant.CLIENT_CREDENTIALS).onAndOff(ask).get(0),
                    servers,
                    seconds));
        }
        return all;
    }

    private static Throughput measure(String title, Order order, Servers.Running servers, double seconds)
            throws IOException, InterruptedException {
        Map<BenchServer, Double> most =
                inTurn(servers, server -> rate(new Load(server, order).run(0, seconds), seconds));
        double plain = most.get(servers.plain());
        double product = most.get(servers.product());
        double rate = LOAD * Math.min(plain, product);
        Map<BenchServer, Double> tails =
                inTurn(servers, server -> Quantile.of(new Load(server, order).run(rate, seconds), 0.99));
        return new Throughput(title, plain, product, rate, tails.get(servers.plain()), tails.get(servers.product()));
    }

    /** @return the medians of some blocks */
    private static Map<BenchServer, Double> inTurn(Servers.Running servers, ToDoubleFunction<BenchServer> block) {
        double[] plain = new double[BLOCKS];
        double[] product = new double[BLOCKS];
        for (int number = 0; number < BLOCKS; number++) {
            plain[number] = block.applyAsDouble(servers.plain());
            product[number] = block.applyAsDouble(servers.product());
        }
        return Map.of(servers.plain(), Quantile.median(plain), servers.product(), Quantile.median(product));
    }

    private static double rate(double[] times, double seconds) {
        return times.length / seconds;
    }

    /** One block. */
    private record Load(BenchServer server, Order order) {

        /**
         * @param rate requests in a second; 0 for as many as it can
         * @return milliseconds of each request, from the moment at which it was due
         */
        double[] run(double rate, double seconds) {
            ConcurrentLinkedQueue<Double> times = new ConcurrentLinkedQueue<>();
            AtomicLong next = new AtomicLong();
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<Thread> threads = new ArrayList<>();
            for (int number = 0; number < CONNECTIONS; number++) {
                Thread thread = new Thread(() -> {
                    try (Connection connection = new Connection(server.realmUrl(order.realm()))) {
                        Call call = order.grant().prepare(connection, order);
                        while (true) {
                            long due = rate == 0
                                    ? System.nanoTime()
                                    : start + (long) (next.getAndIncrement() / rate * 1e9);
                            if (due >= end) {
                                return;
                            }
                            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                            call.send();
                            times.add((System.nanoTime() - due) / 1e6);
                        }
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            threads.forEach(Load::join);
            return times.stream().mapToDouble(Double::doubleValue).toArray();
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
