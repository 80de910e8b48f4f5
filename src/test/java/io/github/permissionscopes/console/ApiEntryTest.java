package io.github.permissionscopes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;

class ApiEntryTest {

    private static final String TWO_SCOPES =
            "[{\"key\":\"read\",\"value\":\"Read it\"},{\"key\":\" write \",\"value\":\"\"}]";

    @Test
    void readsWhatTheConsoleStores() {
        ComponentModel form = form("crm-api", TWO_SCOPES);
        form.put("name", " Customers ");

        assertThat(ApiEntry.of(form))
                .isEqualTo(new ApiEntry(
                        "crm-api",
                        "Customers",
                        "",
                        "as the realm",
                        List.of(new ScopeRow("read", "Read it"), new ScopeRow("write", ""))));
    }

    @Test
    void showsWhatItHasRead() {
        ComponentModel mirror = new ComponentModel();
        ApiEntry entry = ApiEntry.of(form("crm-api", TWO_SCOPES));

        Mirror.show(mirror, entry);

        assertThat(ApiEntry.of(mirror)).isEqualTo(entry);
        assertThat(Mirror.shows(mirror, entry)).isTrue();
        mirror.put("name", "Somebody else's");
        assertThat(Mirror.shows(mirror, entry)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{}", "[1]", "[{\"key\":{}}]", "null", "[null]", "[{\"key\":\"a\"},null]"})
    void refusesScopesThatTheConsoleWouldNotStore(String scopes) {
        assertThatThrownBy(() -> ApiEntry.of(form("crm-api", scopes)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("/scopes: ");
    }

    /** {@code null} in a definition changes nothing. */
    @Test
    void leavesOutWhatTheFormDoesNotShow() {
        ScopeDefinition guarded = new ScopeDefinition(
                "read", "Read it", List.of(RoleReference.own("staff")), "all", true, "2", List.of("app"), null);
        ApiDefinition present = new ApiDefinition("crm-api", "CRM", null, null, true, List.of("app"), List.of(guarded));

        ApiDefinition wanted = ApiEntry.of(form("crm-api", TWO_SCOPES)).definition(present);

        assertThat(wanted.realmOptional()).isNull();
        assertThat(wanted.clients()).isNull();
        assertThat(wanted.scopes())
                .containsExactly(ScopeDefinition.of("read", "Read it"), ScopeDefinition.of("write", null));
    }

    @Test
    void takesATextAwayOnlyWhereThereIsOne() {
        ApiDefinition present = new ApiDefinition(
                "crm-api", "CRM", null, null, null, null, List.of(ScopeDefinition.of("write", "Write it")));

        ApiDefinition wanted = ApiEntry.of(form("crm-api", TWO_SCOPES)).definition(present);

        assertThat(wanted.name()).isEmpty();
        assertThat(wanted.scopes()).contains(ScopeDefinition.of("write", ""));
        assertThat(ApiEntry.of(form("crm-api", TWO_SCOPES)).definition(null).name())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "as the realm,        -,      -",
                "as the realm,        strip,  -",
                "as the realm,        reject, ''",
                "reject,              -,      reject",
                "reject,              strip,  reject",
                "reject,              reject, -",
                "written by hand,     written by hand, -"
            })
    void enforcesAsTheRealmWhereNothingStricterIsChosen(String chosen, String is, String wanted) {
        ComponentModel form = form("crm-api", TWO_SCOPES);
        form.put("enforcement", chosen);
        ApiDefinition present = new ApiDefinition("crm-api", null, null, is, null, null, List.of());

        assertThat(ApiEntry.of(form).definition(present).refusal()).isEqualTo(wanted);
    }

    @Test
    void takesTheIdentifierAwayWhereTheFieldWasEmptied() {
        ApiDefinition present = new ApiDefinition("crm-api", null, "https://crm.example", null, null, null, List.of());

        assertThat(ApiEntry.of(form("crm-api", TWO_SCOPES)).definition(present).identifier())
                .isEmpty();
    }

    @Test
    void aKeyThatWasEditedIsANewNameOfTheScope() {
        ApiDefinition present = new ApiDefinition(
                "crm-api",
                null,
                null,
                null,
                null,
                null,
                List.of(ScopeDefinition.of("view", "Read it"), ScopeDefinition.of("write", null)));

        assertThat(ApiEntry.of(form("crm-api", TWO_SCOPES)).definition(present).scopes())
                .containsExactly(
                        new ScopeDefinition("read", "Read it", null, null, null, null, null, "view"),
                        ScopeDefinition.of("write", null));
    }

    @Test
    void tellsStatesApart() {
        ApiEntry one = new ApiEntry("a", "b", "", "", List.of());

        assertThat(Mirror.state(one)).isEqualTo(Mirror.state(new ApiEntry("a", "b", null, null, List.of())));
        assertThat(List.of(
                        new ApiEntry("a", "", "b", "", List.of()),
                        new ApiEntry("a", "b", "", "reject", List.of()),
                        new ApiEntry("a", "b", "", "", List.of(new ScopeRow("c", "")))))
                .extracting(Mirror::state)
                .doesNotContain(Mirror.state(one))
                .doesNotHaveDuplicates();
    }

    private static ComponentModel form(String clientId, String scopes) {
        ComponentModel form = new ComponentModel();
        form.put("clientId", clientId);
        form.put("scopes", scopes);
        return form;
    }
}
