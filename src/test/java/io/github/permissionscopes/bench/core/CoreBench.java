package io.github.permissionscopes.bench.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.bench.statistics.Quantile;
import io.github.permissionscopes.decision.ScopePolicy;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;
import joptsimple.OptionParser;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.generators.core.BenchmarkGenerator;
import org.openjdk.jmh.generators.core.FileSystemDestination;
import org.openjdk.jmh.generators.reflection.RFGeneratorSource;

/**
 * Measures {@link Decision} with JMH, in JVMs of their own. Takes about 45 seconds.
 *
 * <p>The code that JMH needs around a benchmark is generated and compiled here. An annotation processor would run with
 * every compilation of the tests.
 */
public final class CoreBench {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CoreBench() {}

    /** @return one row per number of scopes, in ascending order */
    public static List<DecisionCost> run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("core-bench");
        Path result = work.resolve("result.json");
        String classPath = Stream.concat(
                        Stream.of(generate(work).toString()), libraries().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        Path log = work.resolve("log.txt");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Main.class.getName(),
                        "-f",
                        "1",
                        "-wi",
                        "15",
                        "-w",
                        "200ms",
                        "-i",
                        "25",
                        "-r",
                        "200ms",
                        // Compiles before it goes on, so that other work on the machine cannot put that off.
                        "-jvmArgsAppend",
                        "-Xbatch",
                        "-prof",
                        "gc",
                        "-rf",
                        "json",
                        "-rff",
                        result.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0 || !Files.exists(result)) {
            throw new IllegalStateException("JMH failed:\n" + Files.readString(log));
        }
        return rows(JSON.readTree(result.toFile()));
    }

    private static List<DecisionCost> rows(JsonNode results) {
        List<DecisionCost> rows = new ArrayList<>();
        for (JsonNode one : results) {
            rows.add(new DecisionCost(
                    one.at("/params/scopes").asInt(),
                    median(one.at("/primaryMetric/rawData/0")),
                    allocated(one.get("secondaryMetrics"))));
        }
        return rows;
    }

    private static double median(JsonNode iterations) {
        return Quantile.median(StreamSupport.stream(iterations.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray());
    }

    /** JMH marks the name of a profiler's metric with a dot that is no ASCII. */
    private static double allocated(JsonNode metrics) {
        return metrics.properties().stream()
                .filter(metric -> metric.getKey().endsWith("gc.alloc.rate.norm"))
                .map(metric -> metric.getValue().get("score").asDouble())
                .findFirst()
                .orElseThrow();
    }

    /** @return the folder with the compiled classes and JMH's list of benchmarks */
    private static Path generate(Path work) throws IOException {
        Path sources = Files.createDirectory(work.resolve("sources"));
        Path classes = Files.createDirectory(work.resolve("classes"));
        RFGeneratorSource source = new RFGeneratorSource();
        source.processClasses(Decision.class);
        FileSystemDestination destination = new FileSystemDestination(classes.toFile(), sources.toFile());
        BenchmarkGenerator generator = new BenchmarkGenerator();
        generator.generate(source, destination);
        generator.complete(source, destination);
        if (destination.hasErrors()) {
            throw new IllegalStateException("JMH could not generate: " + destination.getErrors());
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                libraries().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("The code that JMH generated could not be compiled");
        }
        return classes;
    }

    /** Not from {@code java.class.path}: Maven runs this with a class loader of its own. */
    private static Stream<Path> libraries() {
        return Stream.of(Decision.class, ScopePolicy.class, Main.class, OptionParser.class, DescriptiveStatistics.class)
                .map(CoreBench::location)
                .distinct();
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
