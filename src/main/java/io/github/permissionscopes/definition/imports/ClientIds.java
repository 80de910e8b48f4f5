package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.realm.KeycloaksClients;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Generates client IDs from names. They are short, unique within one import, and the same each time for the same
 * document.
 */
final class ClientIds {

    private static final int LONGEST = 100;

    /** Includes the IDs of Keycloak's own clients: a definition of one of them is rejected. */
    private final Set<String> taken = new HashSet<>(KeycloaksClients.ofEveryRealm());

    /** The last number that was appended, by the ID to which it was appended. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * @return for {@code Contacts API}, {@code contacts-api}, and {@code contacts-api-2} the second time; null if the
     *     name contains no Latin letter and no digit
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

    /** @return whether Keycloak creates a client of this ID itself, which cannot be an API */
    static boolean isKeycloaks(String id) {
        return KeycloaksClients.ofEveryRealm().contains(id);
    }

    /** Reserves an ID for the API that has exactly this name. */
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
