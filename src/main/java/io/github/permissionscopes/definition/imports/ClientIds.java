package io.github.permissionscopes.definition.imports;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Client IDs made from names: short, unique in one import, and the same ones for the same document. */
final class ClientIds {

    private static final int LONGEST = 100;
    private static final String FALLBACK = "api";

    /** Clients that every realm has by itself. A definition of one is refused. */
    private static final Set<String> KEYCLOAKS =
            Set.of("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console");

    private final Set<String> taken = new HashSet<>(KEYCLOAKS);

    /** The last number that was tried, by what it is put behind. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @return {@code Contacts API} becomes {@code contacts-api}; the second one {@code contacts-api-2} */
    String of(String name) {
        String slug = slug(name);
        String id = slug;
        while (!taken.add(id)) {
            id = slug + "-" + numbers.merge(slug, 2, (number, two) -> number + 1);
        }
        return id;
    }

    /** @return whether Keycloak has a client of this ID itself, which can be no API */
    static boolean isKeycloaks(String id) {
        return KEYCLOAKS.contains(id);
    }

    /** Keeps the name for an API that is to be called exactly so. */
    void reserve(String id) {
        taken.add(id);
    }

    private static String slug(String name) {
        String ascii = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceFirst("^https?://", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = ascii.substring(0, Math.min(ascii.length(), LONGEST)).replaceAll("-$", "");
        return cut.isEmpty() ? FALLBACK : cut;
    }
}
