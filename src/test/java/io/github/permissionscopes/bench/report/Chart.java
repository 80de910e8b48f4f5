package io.github.permissionscopes.bench.report;

import io.github.permissionscopes.bench.realm.Variant;
import io.github.permissionscopes.bench.statistics.Estimate;
import io.github.permissionscopes.bench.tokens.Cases;
import io.github.permissionscopes.bench.tokens.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.StringEscapeUtils;

/** A picture (SVG) of the cases with a budget: the ratio, its interval and the budget. */
public final class Chart {

    private static final int LABELS = 420;
    private static final int WIDTH = 900;
    private static final int LINE = 30;
    private static final int TOP = 56;
    private static final double MOST = 1.25;

    private Chart() {}

    public static List<String> of(List<Measured> all) {
        List<Measured> shown = all.stream()
                .filter(measured -> measured.group().equals(Cases.WITH_BUDGET))
                .toList();
        int height = TOP + LINE * shown.size() + 16;
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\""
                        + " role=\"img\">",
                WIDTH, height));
        lines.add("<title>Time of a request with the product, as a multiple of that without it</title>");
        lines.add(format("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, height));
        for (double tick = 0; tick <= MOST; tick += 0.25) {
            lines.add(format(
                    "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"%4$s\"/>"
                            + "<text x=\"%1$.1f\" y=\"%5$d\" text-anchor=\"middle\">%6$s×</text>",
                    x(tick), TOP - 14, height - 10, tick == 1 ? "#333" : "#ddd", TOP - 22, tick));
        }
        for (int row = 0; row < shown.size(); row++) {
            row(lines, shown.get(row), TOP + LINE * row + LINE / 2);
        }
        lines.add("</svg>");
        return lines;
    }

    private static void row(List<String> lines, Measured measured, int y) {
        Estimate ratio = measured.ratio(Variant.ON, 0.5);
        double most = measured.of().most();
        lines.add(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABELS - 14, y + 4, StringEscapeUtils.escapeXml11(measured.title())));
        lines.add(format(
                "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#c60\" stroke-width=\"2\"/>",
                x(most), y - 10, y + 10));
        if (!ratio.isNoisy()) {
            lines.add(format(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%3$d\" y2=\"%3$d\" stroke=\"#06c\" stroke-width=\"3\"/>"
                            + "<circle cx=\"%4$.1f\" cy=\"%3$d\" r=\"5\" fill=\"#06c\"/>",
                    x(ratio.low()), x(ratio.high()), y, x(ratio.value())));
        }
    }

    private static double x(double ratio) {
        return LABELS + Math.min(ratio, MOST) / MOST * (WIDTH - LABELS - 24);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
