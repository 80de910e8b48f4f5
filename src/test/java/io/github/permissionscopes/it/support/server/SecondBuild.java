package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds a release from the same sources once more. */
public final class SecondBuild {

    private static final String SUMS = "SHA256SUMS";

    /** What the build reads of the repository. */
    private static final List<String> SOURCES = List.of("pom.xml", "LICENSE", "src/main", "themes");

    private SecondBuild() {}

    /**
     * @param folder gets the sources, and the build in {@code target}; what was there is deleted
     * @return the folder of the build's results
     */
    public static Path in(Path folder) throws IOException, InterruptedException {
        delete(folder);
        for (String source : SOURCES) {
            copy(Path.of(source), folder.resolve(source));
        }
        Path log = folder.resolve("build.log");
        ProcessBuilder build = new ProcessBuilder(
                TestServers.built("permissionScopes.maven")
                        .resolve("bin")
                        .resolve("mvn")
                        .toString(),
                "--batch-mode",
                "-Dmaven.repo.local=" + TestServers.built("permissionScopes.repository"),
                "-Prelease",
                // No test can change what is released.
                "-Dmaven.test.skip=true",
                "-Dspotless.check.skip=true");
        build.environment().put("TZ", "Pacific/Auckland");
        build.environment().put("LC_ALL", "tr_TR.UTF-8");
        build.environment().put("MAVEN_OPTS", "-Duser.language=tr -Duser.country=TR");
        int code = build.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("The second build failed:\n" + Files.readString(log));
        }
        return folder.resolve("target");
    }

    /** @return by the name of a file, its sum */
    public static Map<String, String> sums(Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(SUMS))) {
            String[] words = line.split(" [ *]", 2);
            sums.put(words[1], words[0]);
        }
        return sums;
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
