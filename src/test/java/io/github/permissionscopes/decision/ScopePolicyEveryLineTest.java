package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRequests.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Line 7 of the rule, and what holds for all lines. */
class ScopePolicyEveryLineTest {

    @Nested
    class Line7EvaluationFailed {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "nothing asked for,               '',                     ''",
            "what may be protected,           read:contacts,          read:contacts=evaluation_failed",
            "what is not protected,           profile,                profile=passed",
            "openid though it may be,         openid,                 openid=passed",
            "what only looks like openid,     OpenID,                 OpenID=evaluation_failed",
            "all of them in their order,      read:a profile openid,  read:a=evaluation_failed profile=passed openid=passed",
        })
        void refusesWhatMayBeProtected(String comment, String asked, String verdicts) {
            ScopeList requested = ScopeList.parse(asked);
            Map<String, List<ScopeRule>> rules = requested.without(List.of("profile")).names().stream()
                    .collect(Collectors.toMap(
                            scope -> scope, scope -> List.of(requiring("r1").build())));
            ScopeDecision decision = ScopePolicy.failClosed(
                    ScopeRequest.unheld(requested, rules, Optional.of(CONTACTS_API), Occasion.GRANT));

            assertThat(summary(decision)).isEqualTo(verdicts);
        }

        @Test
        void refusesEverythingButOpenidWhenNothingIsKnown() {
            ScopeDecision decision =
                    ScopePolicy.failClosed(ScopeList.parse("openid profile read:contacts"), Occasion.GRANT);

            assertThat(summary(decision))
                    .isEqualTo("openid=passed profile=evaluation_failed read:contacts=evaluation_failed");
        }

        @Test
        void isEnforcedEvenWhereAnApiIsOnlyReportedOn() {
            ScopeDecision decision = ScopePolicy.failClosed(ScopeList.parse("read:contacts"), Occasion.GRANT);
            Settings settings = new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(CONTACTS_API), false, false);

            assertThat(Ruling.of(decision, settings, Refusal.STRIP).kept()).isEqualTo(ScopeList.EMPTY);
        }
    }

    @Nested
    class EveryLine {

        @Test
        void givesOneVerdictPerRequestedScopeInTheOrderRequested() {
            Request request = request()
                    .asking("update:events read:contacts openid delete:contacts email lost:contacts")
                    .protecting("delete:contacts", requiring("r2"))
                    .protecting("lost:contacts", requiring(""))
                    .protecting("read:contacts", requiring("r1"))
                    .protecting("update:events", requiring("r1").of(EVENTS_API))
                    .holding("r1")
                    .naming(CONTACTS_API);

            assertThat(summary(request.decide()))
                    .isEqualTo("update:events=other_api read:contacts=granted openid=passed"
                            + " delete:contacts=not_permitted email=passed lost:contacts=no_permission_defined");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "granted,      read:contacts read:contacts,               read:contacts=granted",
            "refused,      delete:contacts x delete:contacts,         delete:contacts=not_permitted x=passed",
            "passed,       openid read:contacts openid,               openid=passed read:contacts=granted",
        })
        void givesOneVerdictForAScopeAskedForTwice(String comment, String asked, String verdicts) {
            Request request = request()
                    .asking(asked)
                    .protecting("read:contacts", requiring("r1"))
                    .protecting("delete:contacts", requiring("r2"))
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "the scope as it is,                   read:contacts,               r1, read:contacts=granted",
            "another case is another scope,        Read:Contacts,               r1, Read:Contacts=passed",
            "both cases are two scopes,            READ:contacts read:contacts, r1, READ:contacts=passed read:contacts=granted",
            "a permission of another case,         read:contacts,               R1, read:contacts=not_permitted",
        })
        void comparesCaseSensitively(String comment, String asked, String held, String verdicts) {
            Request request = request()
                    .asking(asked)
                    .protecting("read:contacts", requiring("r1"))
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @Test
        void addsAScopeThatWasAskedForInAnotherCaseOnly() {
            Request request = request()
                    .asking("Read:Contacts")
                    .protecting("read:contacts", requiring("r1").autoGranted())
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo("Read:Contacts=passed read:contacts=added");
        }

        @Test
        void keepsTheValueOfAParameterizedScope() {
            Request request = request()
                    .asking("account:1 account:2")
                    .protecting("account:1", requiring("r1"))
                    .protecting("account:2", requiring("r2"))
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo("account:1=granted account:2=not_permitted");
        }
    }
}
