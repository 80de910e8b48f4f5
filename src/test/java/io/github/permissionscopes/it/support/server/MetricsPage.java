package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server tells Prometheus of decisions. */
public final class MetricsPage {

    private static final String DECISIONS = "keycloak_permission_scopes_decisions_total";
    private static final List<String> LABELS = List.of("realm", "mode", "verdict", "reason");
    private static final Pattern LINE = Pattern.compile("^(\\w+)\\{?(.*?)}? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final List<String> lines;

    private MetricsPage(List<String> lines) {
        this.lines = lines;
    }

    public static MetricsPage read(String url) {
        try {
            HttpResponse<String> page = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            if (page.statusCode() != 200) {
                throw new IllegalStateException(url + " answered with " + page.statusCode());
            }
            return new MetricsPage(page.body().lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return the lines that begin with this */
    public List<String> lines(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    /** @return the value of a line that is there once, with any labels; 0 where it is not there */
    public double value(String name) {
        return lines(name).stream()
                .map(LINE::matcher)
                .filter(line -> line.matches() && line.group(1).equals(name))
                .mapToDouble(line -> Double.parseDouble(line.group(3)))
                .sum();
    }

    /** @return by realm, mode, verdict and reason: how many decisions were added since; nothing where none was */
    public Map<String, Long> since(MetricsPage earlier) {
        Map<String, Long> grown = new TreeMap<>(decisions());
        earlier.decisions().forEach((labels, count) -> grown.merge(labels, -count, Long::sum));
        grown.values().removeIf(count -> count == 0);
        return grown;
    }

    private Map<String, Long> decisions() {
        Map<String, Long> decisions = new TreeMap<>();
        lines(DECISIONS).stream()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .forEach(line -> {
                    Map<String, String> labels = LABEL.matcher(line.group(2))
                            .results()
                            .collect(Collectors.toMap(match -> match.group(1), (MatchResult match) -> match.group(2)));
                    if (!labels.keySet().equals(Set.copyOf(LABELS))) {
                        throw new AssertionError("Other labels than " + LABELS + ": " + line.group());
                    }
                    decisions.put(
                            LABELS.stream().map(labels::get).collect(Collectors.joining(" ")),
                            Math.round(Double.parseDouble(line.group(3))));
                });
        return decisions;
    }
}
