package io.github.permissionscopes.demo;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The program behind {@code mvn -Pdemo}: it starts a real Keycloak with the JAR and the demo realm, and shows who gets
 * which scope.
 *
 * <p>The arguments are the unpacked distribution, the JAR, the port, and whether to stop after the walk-through. The
 * exit code is 1 if something is missing or a row is not as expected.
 */
public final class Demo {

    private Demo() {}

    public static void main(String[] args) throws InterruptedException {
        int exitCode;
        try {
            exitCode = run(Path.of(args[0]), Path.of(args[1]), args[2], Boolean.parseBoolean(args[3]));
        } catch (DemoException e) {
            System.err.println();
            System.err.println("The demo cannot go on: " + e.getMessage());
            exitCode = 1;
        } catch (IOException e) {
            System.err.println();
            System.err.println("The demo cannot go on: " + e);
            exitCode = 1;
        }
        if (exitCode != 0) {
            // Not an exception: Maven would bury the message under its own.
            System.exit(exitCode);
        }
    }

    private static int run(Path home, Path jar, String port, boolean exit) throws IOException, InterruptedException {
        DemoServer server = DemoServer.prepare(home, jar, port(port));
        try {
            server.start();
            boolean asExpected = new WalkThrough(server).run();
            if (!exit) {
                System.out.println();
                System.out.println("The server goes on running until you press Ctrl-C.");
                System.out.println("  Console:  " + server.url() + "/admin/master/console/#/" + DemoRealm.NAME + "   ("
                        + DemoServer.ADMIN + " / " + DemoServer.ADMIN_PASSWORD + ")");
                System.out.println("  The switch: Authentication > Required actions > Permission Scopes");
                System.out.println("  Users of the realm: anna carl emma mark olga pete nora   (password "
                        + DemoRealm.PASSWORD + ")");
                System.out.println("  A consent page, for anna: " + server.consentUrl());
                System.out.println(
                        "    (nobody listens at the application, so your browser ends at an error of its own)");
                server.waitForEnd();
            }
            return asExpected ? 0 : 1;
        } finally {
            server.stop();
        }
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new DemoException("'" + value + "' is not a port. Use -Dport=8081, for example.");
    }
}
