package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;

/** Whether all that the product's classes refer to is there on a server: types, methods and fields. */
public final class LinkCheck implements AutoCloseable {

    /** Tags of the constant pool (JVM specification §4.4), which has whatever a class calls, extends or names. */
    private static final int CLASS = 7;

    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    private final Map<String, URL> sources = new HashMap<>();
    private final Map<String, Optional<ClassOutline>> outlines = new HashMap<>();
    private final URLClassLoader classpath;
    private final Path jar;

    /**
     * @param libraries of the server; of a class that several have, the first one counts
     * @param jar the product's
     */
    public LinkCheck(List<Path> libraries, Path jar) {
        this.jar = jar;
        List<URL> urls = new ArrayList<>(List.of(url(jar)));
        libraries.forEach(file -> urls.add(url(file)));
        classpath = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** @return all JARs of an unpacked distribution */
    public static List<Path> libraries(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        classpath.close();
    }

    /** @return packages of the types that {@link #missing} has read out of these JARs */
    public SortedSet<String> packagesOf(Collection<Path> libraries) {
        Set<String> prefixes =
                libraries.stream().map(library -> "jar:" + url(library) + "!/").collect(Collectors.toSet());
        SortedSet<String> packages = new TreeSet<>();
        sources.forEach((type, source) -> {
            String entry = type + ".class";
            String from = source.toString();
            if (prefixes.contains(from.substring(0, from.length() - entry.length()))) {
                packages.add(type.substring(0, type.lastIndexOf('/')).replace('/', '.'));
            }
        });
        return packages;
    }

    /** @return what is not there, as <i>class</i> needs <i>reference</i>; nested classes count as their outer one */
    public Set<String> missing() throws IOException {
        Set<String> missing = new TreeSet<>();
        try (JarFile classes = new JarFile(jar.toFile())) {
            for (String file : classes.stream().map(ZipEntry::getName).toList()) {
                if (file.endsWith(".class")) {
                    String name = file.substring(0, file.length() - ".class".length());
                    String source = name.replaceFirst("\\$.*", "").replace('/', '.');
                    missing(name).forEach(reference -> missing.add(source + " needs " + reference));
                }
            }
        }
        return missing;
    }

    private Set<String> missing(String name) throws IOException {
        Set<String> missing = new TreeSet<>();
        ClassReader reader = read(name).orElseThrow();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            // The second half of a long or double is no item.
            int tag = item == 0 ? 0 : reader.readByte(item - 1);
            if (tag == CLASS) {
                checkType(reader.readUTF8(item, buffer), missing);
            } else if (tag == FIELD || tag == METHOD || tag == INTERFACE_METHOD) {
                int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
                String member = reader.readUTF8(nameAndType, buffer) + reader.readUTF8(nameAndType + 2, buffer);
                checkMember(reader.readClass(item, buffer), member, missing);
            }
        }
        ClassOutline outline = outline(name).orElseThrow();
        if (!outline.isAbstract()) {
            List<ClassOutline> types = new ArrayList<>();
            collectTypes(name, types);
            types.stream()
                    .flatMap(type -> type.abstractMembers().stream())
                    .filter(member -> types.stream()
                            .noneMatch(type -> type.concreteMembers().contains(member)))
                    .forEach(member -> missing.add("to implement: " + member));
        }
        return missing;
    }

    private void checkType(String type, Set<String> missing) throws IOException {
        boolean array = type.startsWith("[");
        String element = array ? type.replaceFirst("^\\[+L?", "").replace(";", "") : type;
        // One letter: an array of primitives.
        if (!(array && element.length() == 1) && outline(element).isEmpty()) {
            missing.add(element);
        }
    }

    private void checkMember(String owner, String member, Set<String> missing) throws IOException {
        // The JDK has its own check: the compiler's --release.
        if (owner.startsWith("[") || owner.startsWith("java/") || outline(owner).isEmpty()) {
            return;
        }
        List<ClassOutline> types = new ArrayList<>();
        collectTypes(owner, types);
        if (types.stream()
                .noneMatch(type -> type.concreteMembers().contains(member)
                        || type.abstractMembers().contains(member))) {
            missing.add(owner + "." + member);
        }
    }

    /** The type itself, and all above it. */
    private void collectTypes(String name, List<ClassOutline> types) throws IOException {
        Optional<ClassOutline> outline = outline(name);
        if (outline.isPresent() && !types.contains(outline.get())) {
            types.add(outline.get());
            for (String parent : outline.get().parents()) {
                collectTypes(parent, types);
            }
        }
    }

    private Optional<ClassOutline> outline(String name) throws IOException {
        Optional<ClassOutline> known = outlines.get(name);
        if (known == null) {
            known = read(name).map(ClassOutline::of);
            outlines.put(name, known);
        }
        return known;
    }

    private Optional<ClassReader> read(String name) throws IOException {
        URL source = classpath.getResource(name + ".class");
        if (source == null) {
            return Optional.empty();
        }
        sources.put(name, source);
        try (InputStream file = source.openStream()) {
            return Optional.of(new ClassReader(file));
        }
    }
}
