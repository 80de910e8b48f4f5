package io.github.permissionscopes.it.support.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a server's memory holds after a full garbage collection, by the JDK's own tools. */
final class OldGeneration {

    private OldGeneration() {}

    /**
     * @param pid of a Java machine of this user
     * @return kilobytes of the old generation that are in use
     */
    static double afterFullCollection(long pid) throws IOException, InterruptedException {
        // The first may leave what only the end of a finalizer frees.
        run("jcmd", String.valueOf(pid), "GC.run");
        run("jcmd", String.valueOf(pid), "GC.run");
        List<String> table = run("jstat", "-gc", String.valueOf(pid)).lines().toList();
        int column = List.of(table.get(0).trim().split("\\s+")).indexOf("OU");
        return Double.parseDouble(table.get(1).trim().split("\\s+")[column].replace(',', '.'));
    }

    private static String run(String tool, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.command().addAll(List.of(arguments));
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(tool + ": " + output);
        }
        return output;
    }
}
