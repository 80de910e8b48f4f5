package io.github.permissionscopes.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.provisioning.Change;
import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.provisioning.Change.Operation;
import io.github.permissionscopes.provisioning.Left;
import io.github.permissionscopes.provisioning.Plan;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageMessageTest {

    private static final List<ScopeRow> ROWS = List.of(new ScopeRow("read", ""), new ScopeRow("write", ""));

    @Test
    void namesTheScopeAtFault() {
        assertThat(message("/scopes/1/name")).isEqualTo("Scope \"write\": No.");
        assertThat(message("/scopes/1")).isEqualTo("Scope \"write\": No.");
        assertThat(message("/scopes/7/name")).isEqualTo("Scope \"8\": No.");
    }

    @Test
    void namesTheFieldAtFaultAsTheFormDoes() {
        assertThat(message("/clientId")).isEqualTo("Client ID: No.");
        assertThat(message("/refusal")).isEqualTo("Enforcement: No.");
        assertThat(message("")).isEqualTo("No.");
    }

    @Test
    void saysEverythingThatIsWrong() {
        assertThat(PageMessage.of(List.of(new FieldError("/name", "No."), new FieldError("", "Never.")), ROWS))
                .isEqualTo("Name: No. Never.");
    }

    private static String message(String field) {
        return PageMessage.of(List.of(new FieldError(field, "No.")), ROWS);
    }

    @Test
    void saysWhatWasDeletedAndWhatStays() {
        Change scope = new Change(Operation.DELETE, Kind.SCOPE, "read:a", null, null, null, List.of());
        Change name = new Change(Operation.UPDATE, Kind.API, "a-api", "name", "A", null, List.of());
        Left api = new Left(Kind.API, "a-api", "Its client was not made by a definition.");

        assertThat(PageMessage.of(new Plan(null, List.of(scope, name), List.of(api))))
                .startsWith("Deleted: read:a. ")
                .endsWith(": a-api.");
        assertThat(PageMessage.of(new Plan(null, List.of(), Collections.nCopies(1, api))))
                .startsWith("Nothing was deleted. ");
    }
}
