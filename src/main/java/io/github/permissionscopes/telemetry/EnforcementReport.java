package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.server.EnforcementPoint;
import io.github.permissionscopes.server.EnforcementPoints;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;

/** Logs a warning if the server bypasses a part of the product on which a realm relies. */
public final class EnforcementReport {

    private static final Logger LOG = Logger.getLogger("io.github.permissionscopes");

    /** Providers do not change while the server runs. */
    private static final AtomicBoolean WRITTEN = new AtomicBoolean();

    private EnforcementReport() {}

    /** Logs once per server process: at start if a realm's switch is on, otherwise at the first ruling. */
    public static void writeOnce(KeycloakSessionFactory sessions) {
        // Reads before writing, since every decision calls this.
        if (!WRITTEN.get() && WRITTEN.compareAndSet(false, true)) {
            try {
                EnforcementPoints.of(sessions).stream()
                        .filter(point -> !point.live())
                        .forEach(EnforcementReport::warn);
            } catch (RuntimeException e) {
                // A failure here must not fail a login.
                LOG.warn("Could not determine whether this server uses every part of Permission Scopes", e);
            }
        }
    }

    private static void warn(EnforcementPoint point) {
        LOG.warnf(
                "Permission Scopes is not asked for %s %s: the server asks %s. %s",
                point.kind(), point.id(), point.provider().isEmpty() ? "nothing" : point.provider(), remedy(point));
    }

    private static String remedy(EnforcementPoint point) {
        String cause = point.provider().isEmpty()
                ? "Remove the server option that turns it off (spi-...-enabled=false)."
                : "Take that extension out, or make it delegate to what it replaces.";
        return cause
                + switch (point.kind()) {
                    case EnforcementPoints.GUARD ->
                        " Until then nothing stops a token with a scope that got past the other checks.";
                    case EnforcementPoints.LOGIN_PROTOCOL ->
                        " Until then a redirect with a token does not name its scope; the scope is narrowed all the"
                                + " same.";
                    default -> " Until then scopes are not narrowed here; the guard stops the tokens.";
                };
    }
}
