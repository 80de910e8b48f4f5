package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import java.util.List;
import java.util.stream.Collectors;
import org.keycloak.events.EventBuilder;

/**
 * A request whose {@code resource} or {@code audience} names no API, or none that the client may name. It gets
 * {@code invalid_target}, or continues if that is only reported.
 *
 * @param names the values as the client sent them
 * @param mode of the realm
 * @param enforced whether the request is refused. In a realm that enforces it is not if the client's APIs are only
 *     reported on
 */
public record RefusedResource(List<String> names, Mode mode, boolean enforced) {

    /** Event detail: the names in the request. */
    public static final String RESOURCE_REFUSED = "resource_refused";

    /** Event detail: {@code invalid_target}. */
    public static final String RESOURCE_REFUSED_REASON = "resource_refused_reason";

    /**
     * Event detail in mode {@code enforce}: the same as {@link #RESOURCE_REFUSED} if the client's APIs are only
     * reported on.
     */
    public static final String RESOURCE_REFUSED_REPORT_ONLY = "resource_refused_report_only";

    /** The error code (RFC 8707 §2). */
    public static final String REASON = "invalid_target";

    private static final int LONGEST = 255;

    public RefusedResource {
        names = List.copyOf(names);
    }

    /** Adds the details to the event. */
    public void report(EventBuilder event) {
        event.detail(RESOURCE_REFUSED, text())
                .detail(RESOURCE_REFUSED_REASON, REASON)
                .detail(RulingReporter.MODE, SwitchConfig.value(mode));
        if (mode == Mode.ENFORCE && !enforced) {
            event.detail(RESOURCE_REFUSED_REPORT_ONLY, text());
        }
    }

    /** Replaces control characters and limits the length. */
    private String text() {
        String text = names.stream()
                .map(name -> name.isBlank() ? "\"\"" : name.replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(" "));
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
