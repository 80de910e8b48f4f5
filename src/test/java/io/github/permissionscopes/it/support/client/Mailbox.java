package io.github.permissionscopes.it.support.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mail server of a realm and everybody's mailbox: takes every mail, and finds the link in it. */
public final class Mailbox implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https?://\\S+/login-actions/action-token\\?[^\\s\"<>]+");
    private static final int TIMEOUT_SECONDS = 20;

    private final ServerSocket server;
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

    public Mailbox() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread deliveries = new Thread(this::receive, "mailbox");
        deliveries.setDaemon(true);
        deliveries.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** @return the link in the next mail; waits for it */
    public String link() {
        try {
            String mail = mails.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            Matcher link = LINK.matcher(mail == null ? "" : mail);
            if (!link.find()) {
                throw new AssertionError(mail == null ? "There is no mail" : "There is no link in " + mail);
            }
            return link.group();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void receive() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                converse(connection);
            } catch (IOException e) {
                // The mailbox was closed, or Keycloak has hung up: a test that waits for the mail will tell.
            }
        }
    }

    /** As much of RFC 5321 as a delivery needs. */
    private void converse(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        say(connection, "220 mailbox");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("DATA")) {
                say(connection, "354 go on");
                mails.add(mail(in));
                say(connection, "250 taken");
            } else if (line.startsWith("QUIT")) {
                say(connection, "221 bye");
                return;
            } else {
                say(connection, "250 ok");
            }
        }
    }

    private static void say(Socket connection, String reply) throws IOException {
        connection.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Up to the line with a single dot; long lines are put together again (quoted-printable, RFC 2045 §6.7). */
    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return mail.toString().replace("=\n", "").replace("=3D", "=");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
