package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRulings.asking;
import static io.github.permissionscopes.decision.TestRulings.enforcing;
import static io.github.permissionscopes.decision.TestRulings.kept;
import static io.github.permissionscopes.decision.TestRulings.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a decision takes effect on scopes that a client has by default. */
class RulingDefaultScopesTest {

    private Request request(String asked) {
        return asking(asked)
                .protecting(
                        "default:contacts", requiring("other").ofDefaultScope().refusedBy(Refusal.REJECT));
    }

    @ParameterizedTest
    @CsvSource({"openid", "openid default:contacts", "openid default:contacts read:contacts"})
    void stopTheTokensAndLeaveTheRequest(String asked) {
        Ruling ruling = rule(request(asked), enforcing(Refusal.REJECT));

        assertThat(kept(ruling)).isEqualTo(asked);
        assertThat(ruling.enforced()).isEmpty();
        assertThat(ruling.rejected()).isFalse();
        assertThat(ruling.stopping()).extracting(Refused::scope).containsExactly("default:contacts");
    }

    @ParameterizedTest
    @CsvSource({"REPORT, events-api", "ENFORCE, contacts-api"})
    void stopNothingWhereTheyAreOnlyReported(Mode mode, String reportOnly) {
        Settings settings = new Settings(mode, Refusal.STRIP, Set.of(reportOnly), false, false);
        Ruling ruling = rule(request("openid"), settings);

        assertThat(ruling.stopping()).isEmpty();
        assertThat(ruling.decision().refused()).extracting(Refused::scope).containsExactly("default:contacts");
    }

    /** Keycloak's own check keeps it out of the tokens of who holds no part of its roles. */
    @ParameterizedTest
    @CsvSource({
        "openid,                     part, default:contacts, false",
        "openid,                     none, '',               false",
        "openid default:contacts,    part, default:contacts, false",
        "openid default:contacts,    none, '',               true",
    })
    void stopNothingWhereKeycloakItselfLeavesThemOut(String asked, String held, String stopping, boolean rejected) {
        Request request = asking(asked)
                .protecting(
                        "default:contacts", requiring("other").ofDefaultScope().openedBy("other part"))
                .holding(held);
        Ruling ruling = rule(request, enforcing(Refusal.REJECT));

        assertThat(ruling.rejected()).isEqualTo(rejected);
        assertThat(ruling.stopping().stream().map(Refused::scope))
                .containsExactlyElementsOf(ScopeList.parse(stopping).names());
        assertThat(ruling.decision().refused()).allMatch(ruling::takesEffect).hasSize(1);
    }

    @Test
    void doNotCountAsWhatIsLeft() {
        Request request = asking("delete:contacts")
                .protecting("default:contacts", requiring("held").ofDefaultScope());

        assertThat(rule(request, enforcing(Refusal.REJECT_IF_NONE_LEFT)).rejected())
                .isTrue();
    }
}
