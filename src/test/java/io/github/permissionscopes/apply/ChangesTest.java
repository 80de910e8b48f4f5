package io.github.permissionscopes.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangesTest {

    @Test
    void aRunEndsWhenItsTimeIsOver() {
        Changes changes = new Changes(Duration.ZERO);

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> changes.create(Kind.SCOPE, "read:contacts"))
                .withMessageContaining("Divide it");
        assertThat(changes.made()).isEmpty();
    }

    @Test
    void aRunGoesOnWhileThereIsTime() {
        Changes changes = new Changes();

        changes.create(Kind.SCOPE, "read:contacts");

        assertThat(changes.made()).hasSize(1);
    }
}
