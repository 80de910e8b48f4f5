package io.github.permissionscopes.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

class FindingTest {

    @Test
    void isWrittenWithCodeSeverityAndRemedy() throws IOException {
        Finding finding = new Finding(FindingCode.SWITCH_OFF, new FoundObject("realm", "1", "demo"), "It is off.");

        assertThat(JsonSerialization.writeValueAsString(finding))
                .isEqualTo("{\"code\":\"switch_off\",\"severity\":\"info\",\"object\":{\"type\":\"realm\",\"id\":\"1\","
                        + "\"name\":\"demo\"},\"message\":\"It is off.\",\"remedy\":\""
                        + FindingCode.SWITCH_OFF.remedy() + "\"}");
    }

    @Test
    void theMostSevereComesFirst() {
        FoundObject one = new FoundObject("client", "1", "a");
        FoundObject another = new FoundObject("client", "2", "b");
        Finding info = new Finding(FindingCode.SWITCH_OFF, one, "");
        Finding clash = new Finding(FindingCode.NAME_CLASH, one, "");
        Finding later = new Finding(FindingCode.NAME_CLASH, another, "");
        Finding error = new Finding(FindingCode.REPLACED_SEAM, another, "");

        assertThat(Stream.of(info, later, clash, error).sorted(Finding.ORDER))
                .containsExactly(error, clash, later, info);
    }
}
