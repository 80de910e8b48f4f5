package io.github.permissionscopes.it.support;

import io.github.permissionscopes.faults.Fault;
import io.github.permissionscopes.faults.FaultsResourceFactory;
import io.github.permissionscopes.faults.FaultyDatastoreFactory;
import io.github.permissionscopes.faults.FaultyRealmCacheFactory;
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
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.keycloak.models.cache.CacheRealmProviderFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.resource.RealmResourceProviderFactory;
import org.keycloak.storage.DatastoreProviderFactory;

/**
 * The faults' provider JAR. Made here and not by the build: it must not be installed with the product, and its services
 * must not be found on the tests' class path.
 */
final class FaultsJar {

    private static final Map<Class<?>, Class<? extends ProviderFactory<?>>> SERVICES = Map.of(
            DatastoreProviderFactory.class, FaultyDatastoreFactory.class,
            CacheRealmProviderFactory.class, FaultyRealmCacheFactory.class,
            RealmResourceProviderFactory.class, FaultsResourceFactory.class);

    /** Without it the server does not look for the endpoint's annotations. */
    private static final String INDEX_MARKER = "META-INF/beans.xml";

    private FaultsJar() {}

    static Path write(Path jar) {
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes)) {
            put(out, INDEX_MARKER, new byte[0]);
            for (var service : SERVICES.entrySet()) {
                put(
                        out,
                        "META-INF/services/" + service.getKey().getName(),
                        service.getValue().getName().getBytes(StandardCharsets.UTF_8));
            }
            Path root = Path.of(Fault.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path type : classes(root)) {
                put(out, root.relativize(type).toString().replace('\\', '/'), Files.readAllBytes(type));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> classes(Path root) throws IOException {
        Path folder = root.resolve(Fault.class.getPackageName().replace('.', '/'));
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
