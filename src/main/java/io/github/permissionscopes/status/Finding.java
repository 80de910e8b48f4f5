package io.github.permissionscopes.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.permissionscopes.config.SwitchConfig;
import java.util.Comparator;

/**
 * A problem, or something worth knowing.
 *
 * @param kind what kind of problem it is
 * @param object the object that has it
 * @param message the details
 */
@JsonPropertyOrder({"code", "severity", "object", "message", "remedy"})
record Finding(@JsonIgnore FindingCode kind, FoundObject object, String message) {

    static final Comparator<Finding> ORDER = Comparator.<Finding, Severity>comparing(
                    finding -> finding.kind().severity())
            .thenComparing(Finding::kind)
            .thenComparing(finding -> finding.object().name())
            .thenComparing(finding -> finding.object().id())
            .thenComparing(Finding::message);

    @JsonProperty
    String code() {
        return kind.code();
    }

    @JsonProperty
    String severity() {
        return SwitchConfig.value(kind.severity());
    }

    @JsonProperty
    String remedy() {
        return kind.remedy();
    }
}
