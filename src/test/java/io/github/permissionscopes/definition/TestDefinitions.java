package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** Definitions as text, and what is wrong with them. */
final class TestDefinitions {

    private TestDefinitions() {}

    static Bundle bundle(String yaml) {
        return bundle(yaml, true);
    }

    static Bundle bundle(String text, boolean yaml) {
        return DefinitionReader.value(DefinitionReader.tree(text, yaml), Bundle.class);
    }

    static void assertErrors(String yaml, String... fields) {
        InvalidDefinitionException thrown =
                catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionCheck.check(bundle(yaml)));

        assertThat(thrown == null ? List.<FieldError>of() : thrown.errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(fields);
    }

    static List<FieldError> assertInvalid(String field, String text, boolean yaml) {
        InvalidDefinitionException[] thrown = new InvalidDefinitionException[1];
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> bundle(text, yaml))
                .satisfies(e -> thrown[0] = e);
        assertThat(thrown[0].errors()).hasSize(1);
        assertThat(thrown[0].errors().get(0).field()).isEqualTo(field);
        return thrown[0].errors();
    }
}
