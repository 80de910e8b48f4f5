package io.github.permissionscopes.it.support.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.keycloak.testframework.config.Config;

/** Runs scripts that use {@code kcadm.sh}, as the administrator of the test framework's server. */
public final class Kcadm {

    private final Path script;

    private Kcadm(Path script) {
        this.script = script;
    }

    /** @param home an empty folder */
    public static Kcadm in(Path home, String serverUrl) throws IOException {
        Path script = home.resolve("kcadm.sh");
        Files.writeString(
                script,
                """
                #!/usr/bin/env bash
                exec "%s" "$@" --no-config --server "%s" --realm master --client "%s" --secret "%s"
                """
                        .formatted(
                                Path.of(System.getProperty("permissionScopes.server"), "bin", "kcadm.sh"),
                                serverUrl,
                                Config.getAdminClientId(),
                                Config.getAdminClientSecret()));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new Kcadm(script);
    }

    /**
     * The command has to end well.
     *
     * @param realm what the command finds in {@code REALM}; {@code KCADM} and the path lead it to {@code kcadm.sh}
     */
    public void run(String realm, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("REALM", realm);
        // Short programs, and many of them.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().put("KCADM", script.toString());
        builder.environment()
                .merge("PATH", script.getParent().toString(), (path, ours) -> ours + File.pathSeparator + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
