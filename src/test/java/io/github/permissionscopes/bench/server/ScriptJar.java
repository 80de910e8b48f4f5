package io.github.permissionscopes.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** The mapper that is a script, as Keycloak wants it: in a JAR. */
final class ScriptJar {

    private static final List<String> ENTRIES = List.of("META-INF/keycloak-scripts.json", "scopes-by-role.js");

    private ScriptJar() {}

    static Path write(Path jar) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes)) {
            for (String name : ENTRIES) {
                out.putNextEntry(new ZipEntry(name));
                try (InputStream in = ScriptJar.class.getResourceAsStream("/bench/script/" + name)) {
                    Objects.requireNonNull(in, name).transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }
}
