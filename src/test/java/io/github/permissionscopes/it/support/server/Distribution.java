package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server's unpacked distribution. */
final class Distribution {

    /** What a build makes: a few megabytes. */
    private static final Path BUILD = Path.of("lib", "quarkus");

    private static final String KEPT_BUILDS = "builds";

    private Distribution() {}

    /** Keeps what the server was built to, for another start with the JARs that are now in its providers folder. */
    static void keepBuild(Path home) throws IOException {
        copyFiles(home.resolve(BUILD), keptBuild(home));
    }

    /**
     * Takes the build that was kept for these JARs, if there is one. The server sees for itself whether it is right, and
     * builds again if a JAR has another time or the options are others.
     */
    static void takeBuild(Path home) throws IOException {
        Path kept = keptBuild(home);
        if (Files.exists(kept)) {
            copyFiles(kept, home.resolve(BUILD));
        }
    }

    private static Path keptBuild(Path home) throws IOException {
        try (Stream<Path> providers = Files.list(home.resolve("providers"))) {
            String jars = providers
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining("+"));
            return home.resolve(KEPT_BUILDS).resolve("with-" + jars);
        }
    }

    private static void copyFiles(Path folder, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A second home, without the first one's data and providers. What a build of the server does not change is linked. */
    static void copy(Path home, Path copy) throws IOException {
        Files.walkFileTree(home, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.equals(home.resolve("data")) || directory.equals(home.resolve(KEPT_BUILDS))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(home.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = copy.resolve(home.relativize(file));
                if (file.startsWith(home.resolve("lib").resolve("lib"))) {
                    if (!Files.exists(target)) {
                        Files.createLink(target, file);
                    }
                } else if (!file.startsWith(home.resolve("providers"))) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
