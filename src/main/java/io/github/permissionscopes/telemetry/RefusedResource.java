package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import java.util.List;
import java.util.stream.Collectors;
import org.keycloak.events.EventBuilder;

/**
 * A request that names no API, or none that its client may name. It is answered with {@code invalid_target}; or goes on, where
 * that is only reported.
 *
 * @param names what it names, as the client has sent it
 * @param mode of the realm
 * @param enforced whether it is answered so. In mode {@code enforce} it is not where the client's APIs are only reported on
 */
public record RefusedResource(List<String> names, Mode mode, boolean enforced) {

    /** Event detail: what the request names. */
    public static final String RESOURCE_REFUSED = "resource_refused";

    /** Event detail: {@code invalid_target}. */
    public static final String RESOURCE_REFUSED_REASON = "resource_refused_reason";

    /**
     * Event detail, where the mode is {@code enforce}: the same as {@link #RESOURCE_REFUSED}, since the client's APIs are only
     * reported on.
     */
    public static final String RESOURCE_REFUSED_REPORT_ONLY = "resource_refused_report_only";

    /** The code of the error (RFC 8707 §2). */
    public static final String REASON = "invalid_target";

    private static final int LONGEST = 255;

    public RefusedResource {
        names = List.copyOf(names);
    }

    /** Adds the details. */
    public void report(EventBuilder event) {
        event.detail(RESOURCE_REFUSED, text())
                .detail(RESOURCE_REFUSED_REASON, REASON)
                .detail(RulingReporter.MODE, SwitchConfig.value(mode));
        if (mode == Mode.ENFORCE && !enforced) {
            event.detail(RESOURCE_REFUSED_REPORT_ONLY, text());
        }
    }

    /** Readable, and no longer than a name can be. */
    private String text() {
        String text = names.stream()
                .map(name -> name.isBlank() ? "\"\"" : name.replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(" "));
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
