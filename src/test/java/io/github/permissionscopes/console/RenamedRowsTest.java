package io.github.permissionscopes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are written {@code name=description}. */
class RenamedRowsTest {

    @ParameterizedTest
    @CsvSource({
        "a=A b=B, x=A b=B, x, a",
        "a=A b=B, a=A x=B, x, b",
        "a=A b=B, a=A x=B c=C, x, b",
        "a=A b=B c=C, x=A b=B, x, a",
        "a=A b=A, x=A b=A, x, a",
        "a=A b=A, a=A x=A, x, b",
    })
    void aRowThatKeepsItsPlaceAndItsTextIsTheSameScope(String is, String wanted, String name, String oldName) {
        assertThat(RenamedRows.of(rows(is), rows(wanted))).isEqualTo(Map.of(name, oldName));
    }

    @Test
    void severalAreRenamedAtOnce() {
        assertThat(RenamedRows.of(rows("a=A b=B"), rows("x=A y=B"))).isEqualTo(Map.of("x", "a", "y", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "a=A b=B, a=A b=B c=C",
        "a=A b=B, a=A",
        "a=A b=B, b=B a=A",
        "a=A b=B, a=new b=",
        "a=A, ''",
        "'', a=A",
    })
    void nothingIsRenamedWhereScopesOnlyComeOrOnlyGo(String is, String wanted) {
        assertThat(RenamedRows.of(rows(is), rows(wanted))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a=A b=B, a=A c=C, /scopes/1",
        "a=A b=B, c=C b=B, /scopes/0",
        "a=A b=B, b=B c=A, /scopes/1",
        "a= b=B, c= b=B, /scopes/0",
        "a=A b=A, x=A, /scopes/0",
        "a=A b=A c=C, x=A c=C, /scopes/0",
        "a=A b=A, x=A y=A, /scopes/0",
        "a=A b=B c=A, a=A x=A, /scopes/1",
    })
    void whereItCannotBeToldNothingIsSaved(String is, String wanted, String field) {
        assertThatThrownBy(() -> RenamedRows.of(rows(is), rows(wanted)))
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        refused -> assertThat(refused.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.message()).contains("under a new name");
                        }));
    }

    private static List<ScopeRow> rows(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" "))
                        .map(row -> row.split("=", 2))
                        .map(row -> new ScopeRow(row[0], row[1]))
                        .toList();
    }
}
