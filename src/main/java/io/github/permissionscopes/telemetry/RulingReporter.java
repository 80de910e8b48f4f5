package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;

/** Writes a ruling to the event of the current request, and to the log at DEBUG. */
public final class RulingReporter {

    /** Event detail: the requested scopes. */
    public static final String SCOPE_REQUESTED = "scope_requested";

    /** Event detail: the refused scopes, in the order requested. */
    public static final String SCOPE_REFUSED = "scope_refused";

    /** Event detail: {@code scope=reason} for every refused scope. */
    public static final String SCOPE_REFUSED_REASONS = "scope_refused_reasons";

    /** Event detail in mode {@code enforce}: the refused scopes that stay because their API is only reported on. */
    public static final String SCOPE_REFUSED_REPORT_ONLY = "scope_refused_report_only";

    /** Event detail: {@code enforce} or {@code report}. */
    public static final String MODE = "permission_scopes_mode";

    private static final Logger LOG = Logger.getLogger("io.github.permissionscopes");

    private RulingReporter() {}

    /** Adds the details if a scope was refused; otherwise the event stays unchanged. */
    public static void report(EventBuilder event, Ruling ruling, String clientId) {
        if (ruling.decision().refused().isEmpty()) {
            return;
        }
        List<Refused> reportOnly = new ArrayList<>(ruling.decision().refused());
        reportOnly.removeIf(ruling::takesEffect);
        String reasons = ruling.decision().refused().stream()
                .map(verdict -> verdict.scope() + "=" + verdict.reason().code())
                .collect(Collectors.joining(" "));
        String mode = SwitchConfig.value(ruling.settings().mode());
        event.detail(SCOPE_REQUESTED, ruling.decision().requested().toString())
                .detail(SCOPE_REFUSED, ruling.decision().refusedScopes().toString())
                .detail(SCOPE_REFUSED_REASONS, reasons)
                .detail(MODE, mode);
        if (ruling.settings().mode() == Mode.ENFORCE && !reportOnly.isEmpty()) {
            event.detail(SCOPE_REFUSED_REPORT_ONLY, names(reportOnly));
        }
        LOG.debugf("client=%s mode=%s refused: %s", clientId, mode, reasons);
    }

    private static String names(List<Refused> refused) {
        return refused.stream().map(Refused::scope).collect(Collectors.joining(" "));
    }
}
