package io.github.permissionscopes.it.support.check;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API whose texts have what templates and {@code java.text.MessageFormat} mean something by. */
public final class HardTexts {

    public static final String API = "texts-api";
    public static final String API_NAME = "${base}/{id}";

    private static final List<String> TEXTS = List.of(
            "${base}/items/{id}",
            "${",
            "${}",
            "${{}",
            "${{0}}",
            "${{id}}",
            "${it's {0}}",
            "${a} and ${b}",
            "${a}{b} ",
            "{0}",
            "{id}",
            "{",
            "}",
            "'",
            "it's",
            "''{0}''",
            "100 %",
            "%s %d %n",
            "#{x}",
            "[=x]",
            "<#if x>",
            "<b>&amp;",
            "\\u0041 \\");

    private HardTexts() {}

    public static Map<String, Object> definition() {
        return Map.of(
                "clientId",
                API,
                "name",
                API_NAME,
                "clients",
                List.of(DemoRealm.CONSENT_APP),
                "scopes",
                IntStream.range(0, TEXTS.size())
                        .mapToObj(i -> Map.of("name", name(i), "description", TEXTS.get(i)))
                        .toList());
    }

    public static List<String> names() {
        return IntStream.range(0, TEXTS.size()).mapToObj(HardTexts::name).toList();
    }

    public static String request() {
        return names().stream().collect(Collectors.joining(" ", "openid ", ""));
    }

    /** @return as an export has them: a space at the end of what is no key is not told from the product's own */
    public static List<String> written() {
        return TEXTS.stream()
                .map(text -> text.startsWith("${") ? text.strip() : text)
                .toList();
    }

    /** @return as a browser shows them */
    public static List<String> shown() {
        return TEXTS.stream().map(String::strip).toList();
    }

    private static String name(int index) {
        return "text:" + index;
    }
}
