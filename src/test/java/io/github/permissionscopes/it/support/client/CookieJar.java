package io.github.permissionscopes.it.support.client;

import java.net.HttpCookie;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cookies of one browser, each for its path: two realms of a server name theirs alike.
 *
 * <p>Keycloak's cookies are Secure, and Java's own cookie store does not take localhost for secure.
 */
public final class CookieJar {

    private final Map<String, Map<String, String>> byPath = new LinkedHashMap<>();

    /** @param headers the values of {@code Set-Cookie} */
    public void store(List<String> headers) {
        for (String header : headers) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                Map<String, String> cookies = byPath.computeIfAbsent(cookie.getPath(), path -> new LinkedHashMap<>());
                if (cookie.hasExpired() || cookie.getValue().isEmpty()) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
    }

    /** @return by name, those that a request to this address carries */
    public Map<String, String> of(URI uri) {
        Map<String, String> cookies = new LinkedHashMap<>();
        byPath.forEach((path, values) -> {
            if (uri.getPath().startsWith(path)) {
                cookies.putAll(values);
            }
        });
        return cookies;
    }
}
