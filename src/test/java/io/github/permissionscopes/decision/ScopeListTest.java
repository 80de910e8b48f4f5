package io.github.permissionscopes.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeListTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "    "})
    void parsesNothing(String value) {
        ScopeList list = ScopeList.parse(value);

        assertThat(list).isEqualTo(ScopeList.EMPTY);
        assertThat(list.isEmpty()).isTrue();
        assertThat(list.names()).isEmpty();
        assertThat(list).hasToString("");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("a", List.of("a")),
                Arguments.of("a b", List.of("a", "b")),
                Arguments.of("b a", List.of("b", "a")),
                Arguments.of("  a   b  ", List.of("a", "b")),
                Arguments.of("b a b c a", List.of("b", "a", "c")),
                Arguments.of("a A", List.of("a", "A")),
                Arguments.of("a\tb c", List.of("a\tb", "c")),
                Arguments.of("a\nb c", List.of("a\nb", "c")),
                Arguments.of("a\r\nb", List.of("a\r\nb")),
                Arguments.of("\t", List.of("\t")),
                Arguments.of("a\u0000b \u0000", List.of("a\u0000b", "\u0000")),
                Arguments.of("a\u00a0b", List.of("a\u00a0b")),
                Arguments.of("a,b a+b a%20b", List.of("a,b", "a+b", "a%20b")),
                Arguments.of("read:contacts organization:*", List.of("read:contacts", "organization:*")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void separatesByTheSpaceOnlyAndKeepsEachTokenOnceInItsOrder(String value, List<String> names) {
        ScopeList list = ScopeList.parse(value);

        assertThat(list.names()).isEqualTo(names);
        assertThat(list.isEmpty()).isFalse();
        assertThat(list).hasToString(String.join(" ", names));
    }

    @ParameterizedTest
    @CsvSource({"a:b, true", "a, false", "b, false", "A:B, false", "'', false", "'a:b c', false"})
    void containsWholeTokensOnly(String name, boolean contained) {
        assertThat(ScopeList.parse("a:b c").contains(name)).isEqualTo(contained);
    }

    @Test
    void retainsInItsOwnOrder() {
        assertThat(ScopeList.parse("d c b a").retaining(List.of("a", "c", "x"))).isEqualTo(ScopeList.parse("c a"));
        assertThat(ScopeList.parse("b a").retaining(Set.of())).isEqualTo(ScopeList.EMPTY);
    }

    @Test
    void takesOutInItsOwnOrder() {
        assertThat(ScopeList.parse("d c b a").without(List.of("a", "c", "x"))).isEqualTo(ScopeList.parse("d b"));
        assertThat(ScopeList.parse("b a").without(Set.of())).isEqualTo(ScopeList.parse("b a"));
    }

    @Test
    void appendsWhatItDoesNotHave() {
        assertThat(ScopeList.parse("c a").and(ScopeList.parse("b a d"))).isEqualTo(ScopeList.parse("c a b d"));
        assertThat(ScopeList.EMPTY.and(ScopeList.parse("b a"))).isEqualTo(ScopeList.parse("b a"));
        assertThat(ScopeList.parse("b a").and(ScopeList.EMPTY)).isEqualTo(ScopeList.parse("b a"));
    }

    @ParameterizedTest
    @CsvSource({
        "a b,   'a  b ', true",
        "a b,   a b a,   true",
        "a b,   b a,     false",
        "a,     A,       false",
        "a b,   a,       false",
    })
    void comparesByTokensAndOrder(String one, String other, boolean equal) {
        assertThat(ScopeList.parse(one).equals(ScopeList.parse(other))).isEqualTo(equal);
    }

    @Test
    void isNotChangedThroughTheListItWasMadeFrom() {
        List<String> names = new ArrayList<>(List.of("a", "b"));
        ScopeList list = new ScopeList(names);
        names.add("c");

        assertThat(list.names()).containsExactly("a", "b");
        assertThatThrownBy(() -> list.names().add("c")).isInstanceOf(UnsupportedOperationException.class);
    }
}
