package io.github.permissionscopes.bench.report;

import com.sun.management.OperatingSystemMXBean;
import io.github.permissionscopes.bench.server.Processors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where and of what the figures are. */
public final class Machine {

    private Machine() {}

    /** @param server the unpacked distribution */
    public static List<String> facts(Path server, Processors processors) throws IOException, InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Table table = new Table("", "");
        table.add("processors", system.getAvailableProcessors() + " × " + processor());
        table.add("their speed, in the last start", processors.facts());
        table.add("memory", (system.getTotalMemorySize() >> 30) + " GiB");
        table.add("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        table.add("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        table.add("server", server.getFileName() + ", database in a file, no cluster, heap of 1.5 GB");
        table.add("commit", git("rev-parse", "--short", "HEAD") + changes());
        return table.lines();
    }

    private static String processor() throws IOException {
        Path facts = Path.of("/proc/cpuinfo");
        return Files.exists(facts)
                ? Files.readAllLines(facts).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("")
                : System.getProperty("os.arch");
    }

    private static String changes() throws IOException, InterruptedException {
        return git("status", "--porcelain", "src/main", "pom.xml").isEmpty() ? "" : ", with changes";
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
