package io.github.permissionscopes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTest {

    @Test
    void noDatabaseIsAskedForWhatItCannotHave() {
        assertThat(Storable.isName("crm-api")).isTrue();
        assertThat(Storable.isName("a\u0000")).isFalse();
        assertThat(Storable.isName("a\nb")).isFalse();
        assertThat(Storable.isName(null)).isFalse();
    }
}
