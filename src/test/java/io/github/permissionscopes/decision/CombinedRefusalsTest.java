package io.github.permissionscopes.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One token that may stand for two scopes, both of which are refused. */
class CombinedRefusalsTest {

    private static final Refused ONE = refused(Reason.NOT_PERMITTED, Set.of("a"), Refusal.STRIP);

    @Test
    void haveTheEarlierReasonOfTheRule() {
        Refused level = refused(Reason.ACR_TOO_LOW, Set.of("a"), Refusal.STRIP);

        assertThat(ONE.and(level).reason()).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(level.and(ONE).reason()).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(level.and(level).reason()).isEqualTo(Reason.ACR_TOO_LOW);
    }

    @Test
    void haveTheApisOfBothOrNone() {
        Refused other = refused(Reason.NOT_PERMITTED, Set.of("b"), Refusal.STRIP);
        Refused ofNone = refused(Reason.NOT_PERMITTED, Set.of(), Refusal.STRIP);

        assertThat(ONE.and(other).apis()).containsExactlyInAnyOrder("a", "b");
        assertThat(ONE.and(ofNone).apis()).isEmpty();
        assertThat(ofNone.and(ONE).apis()).isEmpty();
    }

    @Test
    void areRefusedAsStrictlyAsEither() {
        Refused strict = refused(Reason.NOT_PERMITTED, Set.of("a"), Refusal.REJECT);

        assertThat(ONE.and(strict).refusal()).isEqualTo(Refusal.REJECT);
        assertThat(strict.and(ONE).refusal()).isEqualTo(Refusal.REJECT);
        assertThat(ONE.and(ONE).refusal()).isEqualTo(Refusal.STRIP);
    }

    /** Keycloak has to leave out each default scope of the two, else tokens have it. */
    @ParameterizedTest
    @CsvSource({
        "optional, optional, optional",
        "optional, left out, left out",
        "left out, optional, left out",
        "left out, left out, left out",
        "optional, stopping, stopping",
        "stopping, optional, stopping",
        "left out, stopping, stopping",
        "stopping, left out, stopping",
        "stopping, stopping, stopping",
    })
    void stopTokensIfOneOfThemDoes(String one, String other, String both) {
        Refused combined = of(one).and(of(other));

        assertThat(combined.isDefault()).isEqualTo(!both.equals("optional"));
        assertThat(combined.isLeftOut()).isEqualTo(both.equals("left out"));
        assertThat(combined.stops()).isEqualTo(both.equals("stopping"));
    }

    private static Refused of(String kind) {
        return new Refused(
                "a:b",
                Reason.NOT_PERMITTED,
                Set.of("a"),
                Refusal.STRIP,
                !kind.equals("optional"),
                kind.equals("left out"));
    }

    private static Refused refused(Reason reason, Set<String> apis, Refusal refusal) {
        return new Refused("a:b", reason, apis, refusal);
    }
}
