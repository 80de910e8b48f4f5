package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.realm.Variant;
import io.github.permissionscopes.bench.statistics.Estimate;
import io.github.permissionscopes.bench.statistics.Quantile;
import io.github.permissionscopes.bench.statistics.Ratio;
import io.github.permissionscopes.bench.tokens.Case.Comparison;
import io.github.permissionscopes.bench.tokens.Lane.Key;
import io.github.permissionscopes.bench.tokens.Lane.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A case with what was measured of each of its lanes. */
public record Measured(Case of, Map<Key, Row> rows) {

    /**
     * @param of what was compared
     * @param to with what
     * @param ratio of the medians
     */
    public record Compared(String title, Row of, Row to, Estimate ratio) {}

    private static final int RESAMPLES = 1_000;

    public String group() {
        return of.group();
    }

    public String title() {
        return of.title();
    }

    /** @return whether a realm with this switch was measured */
    public boolean has(Variant variant) {
        return rows.containsKey(new Key(Side.PRODUCT, variant.id()));
    }

    private Row row(Key key) {
        return Objects.requireNonNull(rows.get(key), key::toString);
    }

    /** @return the time with the product as a multiple of that of the same request without it */
    public Estimate ratio(Variant variant, double quantile) {
        return ratio(Comparison.ofBothServers(variant.id()), quantile);
    }

    /** @return of the medians, in the order in which the case wants them */
    public List<Compared> compared() {
        return of.comparisons().stream()
                .map(comparison -> new Compared(
                        comparison.title(),
                        row(comparison.of()),
                        row(comparison.to()),
                        ratio(comparison, Quantile.MEDIAN)))
                .toList();
    }

    /** @return for the console */
    public String summary() {
        return compared().stream()
                .map(compared -> compared.title() + " " + compared.ratio())
                .collect(Collectors.joining(", "));
    }

    /** The same case with another start of the servers. */
    public Measured and(Measured other) {
        Map<Key, Row> all = new LinkedHashMap<>();
        rows.forEach((key, row) -> all.put(key, row.and(Objects.requireNonNull(other.rows.get(key)))));
        return new Measured(of, all);
    }

    private Estimate ratio(Comparison comparison, double quantile) {
        return Ratio.of(row(comparison.of()).millis(), row(comparison.to()).millis(), quantile, RESAMPLES);
    }
}
