package io.github.permissionscopes.it.support;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A server's unpacked distribution. */
final class Distribution {

    private Distribution() {}

    /** A second home, without the first one's data and providers. What a build of the server does not change is linked. */
    static void copy(Path home, Path copy) throws IOException {
        Files.walkFileTree(home, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.equals(home.resolve("data"))) {
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
