package io.github.permissionscopes.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.permissionscopes.realm.SwitchConfig;
import java.util.Comparator;

/**
 * Something that is wrong, or worth knowing.
 *
 * @param code which kind
 * @param object with what
 * @param message what exactly
 */
record Finding(@JsonIgnore FindingCode code, FoundObject object, String message) {

    static final Comparator<Finding> ORDER = Comparator.<Finding, Severity>comparing(
                    finding -> finding.code().severity())
            .thenComparing(Finding::code)
            .thenComparing(finding -> finding.object().name())
            .thenComparing(finding -> finding.object().id())
            .thenComparing(Finding::message);

    @JsonProperty("code")
    String codeName() {
        return code.code();
    }

    @JsonProperty
    String severity() {
        return SwitchConfig.value(code.severity());
    }

    @JsonProperty
    String remedy() {
        return code.remedy();
    }
}
