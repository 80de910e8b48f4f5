package io.github.permissionscopes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The version of the JAR, as shown in the start-up log and on the console's server info page. */
public final class BuildInfo {

    public static final String VERSION = read();

    private BuildInfo() {}

    /** What a {@code ServerInfoAwareProviderFactory} shows. */
    public static Map<String, String> operationalInfo() {
        return Map.of("version", VERSION);
    }

    private static String read() {
        Properties build = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("/permission-scopes-build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }
}
