package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server's unpacked distribution. */
final class Distribution {

    /** What a build makes: a few megabytes. */
    private static final Path BUILD = Path.of("lib", "quarkus");

    private static final String KEPT_BUILDS = "builds";

    private Distribution() {}

    /** Makes these the only JARs in the providers folder. */
    static void deploy(Path home, Path... jars) throws IOException {
        Path providers = home.resolve("providers");
        try (Stream<Path> old = Files.list(providers)) {
            for (Path path :
                    old.filter(path -> path.toString().endsWith(".jar")).toList()) {
                Files.delete(path);
            }
        }
        for (Path jar : jars) {
            // With its time, by which the server tells whether it has to be built for it.
            Files.copy(
                    jar,
                    providers.resolve(jar.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Deletes the database, and all else that a server has written into its data folder. */
    static void deleteData(Path home) throws IOException {
        Path data = home.resolve("data");
        if (Files.exists(data)) {
            try (Stream<Path> tree = Files.walk(data)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Keeps what the server was built to, for another start with the JARs that are now in its providers folder. */
    static void keepBuild(Path home) throws IOException {
        copyFiles(home.resolve(BUILD), keptBuild(home));
    }

    /**
     * Takes the build that was kept for these JARs, if there is one. The server sees for itself whether it is right,
     * and builds again if a JAR has another time or the options are others.
     */
    static void takeBuild(Path home) throws IOException {
        Path kept = keptBuild(home);
        if (Files.exists(kept)) {
            copyFiles(kept, home.resolve(BUILD));
        }
    }

    /** Takes over what another home of the same version was built to, with whatever JARs. */
    static void copyBuilds(Path home, Path other) throws IOException {
        try (Stream<Path> builds = Files.list(other.resolve(KEPT_BUILDS))) {
            for (Path build : builds.toList()) {
                copyFiles(build, home.resolve(KEPT_BUILDS).resolve(build.getFileName()));
            }
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

    /** Copies the files of a folder, without its folders. */
    static void copyFiles(Path folder, Path copy) throws IOException {
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

    /**
     * A second home, without the first one's data and providers. What a build of the server does not change is linked.
     */
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
