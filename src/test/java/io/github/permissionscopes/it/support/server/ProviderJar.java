package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.keycloak.provider.ProviderFactory;

/**
 * A JAR with providers of the tests' own. Made here and not by the build: it must not be installed with the product,
 * and its services must not be found on the tests' class path.
 */
final class ProviderJar {

    /** Without it the server does not look for an endpoint's annotations. */
    private static final String INDEX_MARKER = "META-INF/beans.xml";

    private ProviderJar() {}

    /** @param services by factory, the service that it is registered for; the factories' package goes into the JAR */
    static Path write(Path jar, Map<Class<? extends ProviderFactory<?>>, Class<?>> services) {
        Class<?> any = services.keySet().iterator().next();
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes)) {
            put(out, INDEX_MARKER, new byte[0]);
            for (Class<?> service :
                    Map.copyOf(services).values().stream().distinct().toList()) {
                put(
                        out,
                        "META-INF/services/" + service.getName(),
                        factories(services, service).getBytes(StandardCharsets.UTF_8));
            }
            Path root = Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (Path type : classes(root.resolve(any.getPackageName().replace('.', '/')))) {
                put(out, root.relativize(type).toString().replace('\\', '/'), Files.readAllBytes(type));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String factories(Map<Class<? extends ProviderFactory<?>>, Class<?>> services, Class<?> service) {
        return services.entrySet().stream()
                .filter(entry -> entry.getValue().equals(service))
                .map(entry -> entry.getKey().getName())
                .collect(Collectors.joining("\n"));
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
