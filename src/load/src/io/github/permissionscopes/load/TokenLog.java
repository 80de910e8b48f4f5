package io.github.permissionscopes.load;

import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line for each token: grant, user, the milliseconds of the epoch before it was asked for and after it was there,
 * and its scope, separated by tabs.
 */
final class TokenLog {

    private static final Pattern SCOPE = Pattern.compile("\"scope\":\"([^\"]*)\"");
    private static final PrintWriter FILE = open(Path.of(System.getProperty("load.tokens")));

    private TokenLog() {}

    private static PrintWriter open(Path file) {
        try {
            return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param session with the time at which the token was asked for, and the token under this name */
    static Session write(String grant, String user, String token, Session session) {
        String line = String.join(
                "\t",
                grant,
                user,
                String.valueOf(session.getLong("asked")),
                String.valueOf(System.currentTimeMillis()),
                scope(session.getString(token)));
        synchronized (FILE) {
            FILE.println(line);
        }
        return session;
    }

    private static String scope(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("[.]")[1]), StandardCharsets.UTF_8);
        Matcher scope = SCOPE.matcher(claims);
        return scope.find() ? scope.group(1) : "";
    }

    static void close() {
        synchronized (FILE) {
            FILE.close();
        }
    }
}
