package io.github.permissionscopes.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MembersTest {

    /** Keycloak takes somebody out of a page whom the federation does not know any more. */
    @Test
    void aShortPageIsNotTheLastOne() {
        Map<Integer, Stream<Integer>> pages =
                Map.of(0, IntStream.range(0, 999).boxed(), 1_000, Stream.of(1_000), 2_000, Stream.of(2_000, 2_001));
        List<Integer> read = new ArrayList<>();

        Members.pages(first -> pages.getOrDefault(first, Stream.empty()), read::addAll);

        assertThat(read).hasSize(1_002).contains(1_000, 2_001);
    }

    @Test
    void nobodyIsNoPage() {
        Members.pages(first -> Stream.empty(), page -> assertThat(page).isNotEmpty());
    }
}
