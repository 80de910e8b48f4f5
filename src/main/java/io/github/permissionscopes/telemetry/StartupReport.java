package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Writes a line to the log at server start: the product's version, and the realms in which it is on. */
public final class StartupReport {

    private static final Logger LOG = Logger.getLogger("io.github.permissionscopes");
    private static final int NAMED_REALMS = 20;

    private StartupReport() {}

    public static void write(KeycloakSessionFactory sessions) {
        List<String> on = new ArrayList<>();
        List<String> off = new ArrayList<>();
        KeycloakModelUtils.runJobInTransaction(
                sessions, session -> session.realms().getRealmsStream().forEach(realm -> {
                    Optional<Settings> settings = RealmSwitch.settings(realm);
                    settings.ifPresentOrElse(
                            found -> on.add(realm.getName() + " (" + SwitchConfig.value(found.mode()) + ", "
                                    + SwitchConfig.value(found.refusal()) + ")"),
                            () -> off.add(realm.getName()));
                }));
        LOG.infof("Permission Scopes %s: on in %s; off in %s", BuildInfo.VERSION, list(on), list(off));
        if (!on.isEmpty()) {
            EnforcementReport.writeOnce(sessions);
        }
    }

    private static String list(List<String> realms) {
        if (realms.isEmpty()) {
            return "no realm";
        }
        if (realms.size() <= NAMED_REALMS) {
            return String.join(", ", realms);
        }
        return String.join(", ", realms.subList(0, NAMED_REALMS)) + " and " + (realms.size() - NAMED_REALMS) + " more";
    }
}
