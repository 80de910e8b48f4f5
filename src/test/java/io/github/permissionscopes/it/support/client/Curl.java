package io.github.permissionscopes.it.support.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * As much of {@code curl} as the documentation uses, for machines that do not have it: the build needs no more than a
 * JDK.
 */
public final class Curl {

    private Curl() {}

    /** Where the system has none, puts one into the folder. */
    public static void in(Path folder) throws IOException {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(path -> Path.of(path, "curl"))
                .anyMatch(Files::isExecutable);
        if (!installed) {
            write(folder);
        }
    }

    static Path write(Path folder) throws IOException {
        Path script = folder.resolve("curl");
        Files.writeString(
                script,
                """
                #!/usr/bin/env bash
                exec "%s/bin/java" -cp "%s" %s "$@"
                """
                        .formatted(
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                Curl.class.getName()));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    public static void main(String[] args) throws InterruptedException {
        Deque<String> left = new ArrayDeque<>(List.of(args));
        HttpRequest.Builder request = HttpRequest.newBuilder();
        List<String> data = new ArrayList<>();
        String method = null;
        boolean typed = false;
        while (!left.isEmpty()) {
            String option = left.pop();
            switch (option) {
                case "-s" -> {}
                case "-X" -> method = left.pop();
                case "-d" -> data.add(left.pop());
                case "-H" -> {
                    String[] header = left.pop().split(": ", 2);
                    typed = typed || header[0].equals("Content-Type");
                    request.header(header[0], header[1]);
                }
                default -> request.uri(URI.create(option));
            }
        }
        if (!data.isEmpty() && !typed) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        request.method(
                method != null ? method : data.isEmpty() ? "GET" : "POST",
                data.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(String.join("&", data)));
        try {
            System.out.print(HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
