package io.github.permissionscopes.bench.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The processors of this machine. Those of a virtual machine can differ in speed by half, and a server that happens to
 * be on the slower one for some seconds seems slow. Therefore requests that are compared are sent and answered on the
 * fastest; a server's compiler and collector run beside it. Needs {@code taskset} (Linux); without it nothing is bound.
 *
 * @param speeds of each processor, relative to the fastest; empty if threads cannot be bound
 */
public record Processors(List<Double> speeds) {

    private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler", "G1 ");
    private static final List<String> COLLECTORS = List.of("GC Thread", "VM Thread");
    private static final int ROUNDS = 5;
    private static final double ROUND_SECONDS = 0.1;

    public Processors {
        speeds = List.copyOf(speeds);
    }

    /**
     * Takes some seconds, in which the machine should do nothing else, and leaves the calling thread bound. A process
     * that a bound thread starts is bound, too.
     */
    public static Processors measure() throws IOException {
        if (System.getProperty("os.name").equals("Linux") && Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            double[] speeds = new double[Runtime.getRuntime().availableProcessors()];
            for (int round = 0; round < ROUNDS; round++) {
                for (int processor = 0; processor < speeds.length; processor++) {
                    bindThisThread(processor);
                    speeds[processor] = Math.max(speeds[processor], speed());
                }
            }
            double most = IntStream.range(0, speeds.length)
                    .mapToDouble(processor -> speeds[processor])
                    .max()
                    .orElseThrow();
            return new Processors(IntStream.range(0, speeds.length)
                    .mapToObj(processor -> speeds[processor] / most)
                    .toList());
        }
        return new Processors(List.of());
    }

    /** @return rounds of a loop that needs no memory, in a second */
    private static double speed() {
        long start = System.nanoTime();
        long rounds = 0;
        int hash = 1;
        while (System.nanoTime() - start < ROUND_SECONDS * 1e9) {
            for (int number = 0; number < 10_000; number++) {
                hash = 31 * hash + number;
            }
            rounds++;
        }
        // The hash is used, so that the loop is not left out.
        return hash == 0 ? 0 : rounds / ((System.nanoTime() - start) / 1e9);
    }

    /** Binds the calling thread, which sends the requests, and all that the servers need for an answer. */
    void bind(List<BenchServer> servers) throws IOException {
        if (speeds.size() < 2) {
            return;
        }
        int fastest = speeds.indexOf(1.0);
        bindThisThread(fastest);
        for (BenchServer server : servers) {
            taskset("-a", String.valueOf(fastest), server.pid());
            for (String thread : threads(server.pid(), COMPILERS)) {
                taskset("", all(fastest), thread);
            }
            for (String thread : threads(server.pid(), COLLECTORS)) {
                taskset("", all(-1), thread);
            }
        }
    }

    /** Gives them all processors again. */
    void free(List<BenchServer> servers) throws IOException {
        if (speeds.size() < 2) {
            return;
        }
        taskset("", all(-1), thisThread());
        for (BenchServer server : servers) {
            taskset("-a", all(-1), server.pid());
        }
    }

    /** @return for the report */
    public String facts() {
        if (speeds.isEmpty()) {
            return "not bound to one";
        }
        return speeds.stream()
                .map(speed -> String.format(Locale.ROOT, "%.2f", speed))
                .collect(Collectors.joining(" : "));
    }

    private String all(int but) {
        return IntStream.range(0, speeds.size())
                .filter(processor -> processor != but)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static void bindThisThread(int processor) throws IOException {
        taskset("", String.valueOf(processor), thisThread());
    }

    private static String thisThread() throws IOException {
        Thread.currentThread().setName("bench-requests");
        return threads(String.valueOf(ProcessHandle.current().pid()), List.of("bench-requests"))
                .get(0);
    }

    private static List<String> threads(String pid, List<String> names) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", pid, "task"))) {
            return threads.filter(thread -> names.stream().anyMatch(nameOf(thread)::startsWith))
                    .map(thread -> thread.getFileName().toString())
                    .toList();
        }
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            // It has ended since.
            return "";
        }
    }

    private static void taskset(String option, String processors, String id) throws IOException {
        Process process = new ProcessBuilder(Stream.of("taskset", option, "-c", "-p", processors, id)
                        .filter(argument -> !argument.isEmpty())
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            // With -a, threads that end in the meantime are errors.
            if (process.waitFor() != 0 && option.isEmpty()) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
