package io.github.permissionscopes.it.support.client;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Form encoding, both ways. */
public final class Urls {

    private Urls() {}

    public static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : new String[] {uri.getRawQuery(), uri.getRawFragment()}) {
            if (part != null) {
                for (String pair : part.split("&")) {
                    String[] sides = pair.split("=", 2);
                    parameters.put(decode(sides[0]), sides.length == 2 ? decode(sides[1]) : "");
                }
            }
        }
        return parameters;
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
