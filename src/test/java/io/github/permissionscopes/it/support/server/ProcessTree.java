package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process and those that it has started, which end together. */
final class ProcessTree {

    private static final long STOP_SECONDS = 20;

    private ProcessTree() {}

    /** Returns when all have ended. */
    static void end(Process process) {
        // The script's child is the server where the script is not replaced by it; without it the server would go on.
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessTree::end);
    }

    /** @return the Java machine: the script, if it has become it, or what the script has started */
    static ProcessHandle server(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(handle -> handle.info()
                        .command()
                        .filter(path -> path.endsWith("java"))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** To the server, and not only to the script that has started it. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of("kill", "-" + name),
                        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                                .map(handle -> String.valueOf(handle.pid())))
                .toList();
        int ended = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (ended != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + ended);
        }
    }

    private static void end(ProcessHandle handle) {
        handle.destroy();
        try {
            handle.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            handle.destroyForcibly();
        } catch (InterruptedException e) {
            handle.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
