package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRulings.asking;
import static io.github.permissionscopes.decision.TestRulings.reportingOnlyOn;
import static io.github.permissionscopes.decision.TestRulings.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scope's settings and its name mean to the rule. */
class ScopeSettingsTest {

    @ParameterizedTest
    @CsvSource({",EACH_API", "'',EACH_API", "'  ',EACH_API", "any,ANY", "' ANY ',ANY", "all,ALL", "eny,ALL"})
    void anUnknownMatchMeansAll(String said, Match match) {
        assertThat(Match.of(said)).isEqualTo(match);
    }

    @Test
    void onlyOfflineAccessIsOfNoApiAndJudgedWhereItIsAskedFor() {
        assertThat(StandardScopes.isJudgedWhereAskedFor("offline_access")).isTrue();
        assertThat(StandardScopes.mayBeOfApi("offline_access")).isFalse();
        assertThat(StandardScopes.isJudgedWhereAskedFor("read:contacts")).isFalse();
        assertThat(StandardScopes.mayBeOfApi("read:contacts")).isTrue();
    }

    @Test
    void aDefaultScopeHasTheSameRule() {
        ScopeRule rule = requiring("reader").fromLevel(2).build();

        ScopeRule ofDefault = rule.ofDefaultScope(Set.of("opener"));

        assertThat(ofDefault)
                .isEqualTo(requiring("reader")
                        .fromLevel(2)
                        .ofDefaultScope()
                        .openedBy("opener")
                        .build());
        assertThat(ofDefault.isLeftOut(Set.of("reader"))).isTrue();
        assertThat(ofDefault.isLeftOut(Set.of("opener"))).isFalse();
        assertThat(rule.isLeftOut(Set.of())).isFalse();
    }

    @Test
    void allPermissionsAreRequiredInATokenForOneApiToo() {
        ScopeRule all = requiring("contacts-api/reader events-api/viewer")
                .matching(Match.ALL)
                .build();

        assertThat(all.inTokenFor("contacts-api")).isEqualTo(all);
        assertThat(requiring("contacts-api/reader events-api/viewer").build().inTokenFor("contacts-api"))
                .isEqualTo(requiring("contacts-api/reader").matching(Match.ANY).build());
    }

    @Test
    void theRefusedScopesOfARulingAreThoseThatTakeEffect() {
        Ruling ruling = rule(asking("read:contacts delete:contacts view:events"), reportingOnlyOn("events-api"));

        assertThat(ruling.refusedScopes()).isEqualTo(ScopeList.parse("delete:contacts"));
        assertThat(ruling.decision().refusedScopes()).isEqualTo(ScopeList.parse("delete:contacts view:events"));
        assertThat(ruling.decision().refused()).extracting(ruling::takesEffect).containsExactly(true, false);
    }
}
