package io.github.permissionscopes.bench.report;

import io.github.permissionscopes.bench.realm.Variant;
import io.github.permissionscopes.bench.statistics.Quantile;
import io.github.permissionscopes.bench.tokens.Measured;
import io.github.permissionscopes.bench.tokens.Measured.Compared;
import io.github.permissionscopes.bench.tokens.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table for each group of cases. */
public final class TokenTables {

    private TokenTables() {}

    public static List<String> of(List<Measured> all) {
        Map<String, List<Measured>> groups = new LinkedHashMap<>();
        all.forEach(measured -> groups.computeIfAbsent(measured.group(), group -> new ArrayList<>())
                .add(measured));
        List<String> lines = new ArrayList<>();
        groups.forEach((group, cases) -> {
            lines.addAll(List.of("### " + capital(group), ""));
            lines.addAll(isOfVariants(cases.get(0)) ? variants(cases) : alternatives(cases));
            lines.add("");
        });
        return lines;
    }

    private static List<String> variants(List<Measured> cases) {
        Table table = new Table(
                "case",
                "without, p50 / p90 / p99 ms",
                "with, p50 / p90 / p99 ms",
                "**switch on**",
                "switch off",
                "CPU ms, without → with",
                "kB allocated, without → with",
                "rounds");
        for (Measured measured : cases) {
            List<Compared> compared = measured.compared();
            Row without = compared.get(0).to();
            Row with = compared.get(0).of();
            table.add(
                    measured.title(),
                    times(without),
                    times(with),
                    "**" + compared.get(0).ratio() + "**",
                    compared.size() > 1 ? compared.get(1).ratio().toString() : "",
                    Figures.of(without.cpu()) + " → " + Figures.of(with.cpu()),
                    Figures.of(without.allocated()) + " → " + Figures.of(with.allocated()),
                    String.valueOf(with.rounds()));
        }
        return table.lines();
    }

    private static List<String> alternatives(List<Measured> cases) {
        Table table = new Table("case", "what does it", "p50 / p90 / p99 ms", "against role scope mappings alone");
        for (Measured measured : cases) {
            table.add(
                    measured.title(),
                    "role scope mappings alone",
                    times(measured.compared().get(0).to()),
                    "1");
            for (Compared other : measured.compared()) {
                table.add("", other.title(), times(other.of()), other.ratio().toString());
            }
        }
        return table.lines();
    }

    private static String times(Row row) {
        return Stream.of(Quantile.MEDIAN, 0.9, 0.99)
                .map(quantile -> Figures.of(row.quantile(quantile)))
                .collect(Collectors.joining(" / "));
    }

    private static boolean isOfVariants(Measured measured) {
        String title = measured.compared().get(0).title();
        return Stream.of(Variant.values()).anyMatch(variant -> variant.id().equals(title));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
