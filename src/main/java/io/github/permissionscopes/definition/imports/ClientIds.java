package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.realm.KeycloaksClients;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Client IDs made from names: short, unique in one import, and the same ones for the same document. */
final class ClientIds {

    private static final int LONGEST = 100;

    /** A definition of one of Keycloak's own is refused. */
    private final Set<String> taken = new HashSet<>(KeycloaksClients.ofEveryRealm());

    /** The last number that was tried, by what it is put behind. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * @return {@code Contacts API} becomes {@code contacts-api}; the second one {@code contacts-api-2}; null where the
     *     name has nothing of which an ID is made: no two APIs are to get one by chance
     */
    @Nullable
    String of(String name) {
        String slug = slug(name);
        if (slug.isEmpty()) {
            return null;
        }
        String id = slug;
        while (!taken.add(id)) {
            id = slug + "-" + numbers.merge(slug, 2, (number, two) -> number + 1);
        }
        return id;
    }

    /** @return whether Keycloak has a client of this ID itself, which can be no API */
    static boolean isKeycloaks(String id) {
        return KeycloaksClients.ofEveryRealm().contains(id);
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
        return ascii.substring(0, Math.min(ascii.length(), LONGEST)).replaceAll("-$", "");
    }
}
