package io.github.permissionscopes.config;

import io.github.permissionscopes.decision.Mode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/**
 * The entries of the product's required action in a realm. There should be one, but Keycloak's database does not
 * prevent two nodes from writing one each. Then Keycloak's cache and its database layer disagree about which entry the
 * alias names.
 */
public final class SwitchEntries {

    /** Prefers an entry that is on and configured; among otherwise equal ones, the one that enforces. */
    private static final Comparator<RequiredActionProviderModel> BEST_FIRST = Comparator.comparing(
                    (RequiredActionProviderModel entry) -> !entry.isEnabled())
            .thenComparing(entry -> !isConfigured(entry))
            .thenComparing(entry -> SwitchConfig.parseMode(entry.getConfig()) != Mode.ENFORCE)
            .thenComparing(RequiredActionProviderModel::getId);

    private SwitchEntries() {}

    public static List<RequiredActionProviderModel> of(RealmModel realm) {
        return realm.getRequiredActionProvidersStream()
                .filter(entry -> PermissionScopes.REQUIRED_ACTION_ID.equals(entry.getAlias()))
                .toList();
    }

    /**
     * @param entries at least one
     * @return the entry to keep: one that is on and configured. If it has no settings, it gets those of another entry,
     *     which were meant for the realm
     */
    public static RequiredActionProviderModel merged(List<RequiredActionProviderModel> entries) {
        List<RequiredActionProviderModel> sorted =
                entries.stream().sorted(BEST_FIRST).toList();
        RequiredActionProviderModel kept = sorted.get(0);
        sorted.stream()
                .filter(SwitchEntries::isConfigured)
                .findFirst()
                .ifPresent(configured -> kept.setConfig(new HashMap<>(configured.getConfig())));
        return kept;
    }

    /** @return a description for the log */
    public static String describe(RequiredActionProviderModel entry) {
        return (entry.isEnabled() ? "on" : "off") + ", mode "
                + SwitchConfig.value(SwitchConfig.parseMode(entry.getConfig()));
    }

    private static boolean isConfigured(RequiredActionProviderModel entry) {
        Map<String, String> config = entry.getConfig();
        return config != null && config.values().stream().anyMatch(value -> value != null && !value.isBlank());
    }
}
