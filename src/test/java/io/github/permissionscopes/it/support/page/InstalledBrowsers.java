package io.github.permissionscopes.it.support.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Where systems have Chromium, Chrome or Edge. Whether what is there can be started, only a start tells. */
final class InstalledBrowsers {

    /** Names of programs on the path. */
    private static final List<String> PROGRAMS = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "microsoft-edge",
            "microsoft-edge-stable");

    private static final List<String> LINUX =
            List.of("/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome", "/opt/microsoft/msedge");

    private static final List<String> MAC_APPLICATIONS = List.of("Chromium", "Google Chrome", "Microsoft Edge");

    private static final List<String> WINDOWS_FOLDERS = List.of("ProgramFiles", "ProgramFiles(x86)", "LocalAppData");

    private static final List<String> WINDOWS = List.of(
            "Google/Chrome/Application/chrome.exe",
            "Chromium/Application/chrome.exe",
            "Microsoft/Edge/Application/msedge.exe");

    private InstalledBrowsers() {}

    /**
     * @param system the name of the operating system, as {@code os.name} has it
     * @param environment variables of the environment
     * @return the executables that are there, the likeliest first
     */
    static List<Path> find(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        Stream<Path> places;
        if (name.contains("win")) {
            places = windows(environment);
        } else if (name.contains("mac")) {
            places = Stream.concat(mac(environment), onPath(environment));
        } else {
            places = Stream.concat(onPath(environment), programs(LINUX.stream()));
        }
        return places.filter(Files::isExecutable).distinct().toList();
    }

    private static Stream<Path> onPath(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        return programs(Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank()));
    }

    private static Stream<Path> programs(Stream<String> folders) {
        List<Path> all = folders.map(Path::of).toList();
        return PROGRAMS.stream().flatMap(program -> all.stream().map(folder -> folder.resolve(program)));
    }

    private static Stream<Path> mac(Map<String, String> environment) {
        return Stream.of("/", environment.get("HOME"))
                .filter(Objects::nonNull)
                .map(folder -> Path.of(folder, "Applications"))
                .flatMap(folder -> MAC_APPLICATIONS.stream()
                        .map(application -> folder.resolve(application + ".app/Contents/MacOS/" + application)));
    }

    private static Stream<Path> windows(Map<String, String> environment) {
        return WINDOWS_FOLDERS.stream()
                .map(environment::get)
                .filter(Objects::nonNull)
                .flatMap(folder ->
                        WINDOWS.stream().map(program -> Path.of(folder).resolve(program)));
    }
}
