package io.github.permissionscopes.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeTokensTest {

    @Test
    void theWorkDoesNotGrowWithTheColonsOfAToken() {
        String token = "a" + ":".repeat(1_000_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(ScopeTokens.candidates(token, Map.of(), Map.of()))
                        .isEmpty());
    }
}
