package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRequests.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.Verdict.Granted;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first three of the seven lines of the rule, one nested class each; the others: {@code ScopePolicy...Test}. */
class ScopePolicyTest {

    @Nested
    class Line1PassedThrough {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "nothing asked for,              '',                  ''",
            "openid alone,                   openid,              openid=passed",
            "a scope without a rule,         profile,             profile=passed",
            "a scope nobody knows,           no:such:scope,       no:such:scope=passed",
            "beside a protected scope,       email read:contacts, email=passed read:contacts=granted",
            "the head of a protected name,   read,                read=passed",
            "a protected name with a value,  read:contacts:7,     read:contacts:7=passed",
        })
        void passesThroughWhatIsNotProtected(String comment, String asked, String verdicts) {
            Request request = request()
                    .asking(asked)
                    .protecting("read:contacts", requiring("r1"))
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "the permission is not held,  r1, '', ",
            "the permission is held,      r1, r1, ",
            "no permission is defined,    '', '', ",
            "another API is named,        r1, r1, events-api",
        })
        void passesThroughOpenidEvenWhenItIsProtected(String comment, String required, String held, String named) {
            Request request = request()
                    .asking("openid")
                    .protecting("openid", requiring(required))
                    .holding(held)
                    .naming(named);

            assertThat(summary(request.decide())).isEqualTo("openid=passed");
        }

        @ParameterizedTest
        @CsvSource({"OPENID", "openid2", "openid:x"})
        void judgesWhatOnlyLooksLikeOpenid(String scope) {
            Request request = request().asking(scope).protecting(scope, requiring("r1"));

            assertThat(summary(request.decide())).isEqualTo(scope + "=not_permitted");
        }
    }

    @Nested
    class Line2Granted {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "each: the only one is held,       EACH_API, r1,    r1,     granted",
            "each: the second of two,          EACH_API, r1 r2, r2,     granted",
            "each: none,                       EACH_API, r1 r2, '',     not_permitted",
            "any: the only one is held,        ANY, r1,       r1,       granted",
            "any: the first of two,            ANY, r1 r2,    r1,       granted",
            "any: the second of two,           ANY, r1 r2,    r2,       granted",
            "any: both,                        ANY, r1 r2,    r1 r2,    granted",
            "any: none,                        ANY, r1 r2,    '',       not_permitted",
            "any: only another,                ANY, r1 r2,    r3,       not_permitted",
            "all: the only one is held,        ALL, r1,       r1,       granted",
            "all: both,                        ALL, r1 r2,    r1 r2,    granted",
            "all: both and another,            ALL, r1 r2,    r1 r2 r3, granted",
            "all: only the first of two,       ALL, r1 r2,    r1,       not_permitted",
            "all: only the second of two,      ALL, r1 r2,    r2,       not_permitted",
            "all: one and another,             ALL, r1 r2,    r1 r3,    not_permitted",
            "all: none,                        ALL, r1 r2,    '',       not_permitted",
        })
        void grantsToWhoHoldsAnyOrAllOfThePermissions(
                String comment, Match match, String required, String held, String verdict) {
            Request request = request()
                    .asking("read:contacts")
                    .protecting("read:contacts", requiring(required).matching(match))
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo("read:contacts=" + verdict);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "one part of the composite,         read,                not_permitted",
            "all parts of the composite,        read write,          not_permitted",
            "a role of which it is a part,      owner,               not_permitted",
            "a role whose id begins like it,    manage-all,          not_permitted",
            "the composite itself,              manage,              granted",
            "the composite and its parts,       manage read write,   granted",
        })
        void neverExpandsACompositeOfTheScope(String comment, String held, String verdict) {
            Request request = request()
                    .asking("manage:contacts")
                    .protecting("manage:contacts", requiring("manage"))
                    .protecting("read:contacts", requiring("read"))
                    .protecting("write:contacts", requiring("write"))
                    .protecting("own:contacts", requiring("owner"))
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo("manage:contacts=" + verdict);
        }

        @Test
        void namesOnlyTheRequiredPermissionsThatAreHeld() {
            Request request = request()
                    .asking("read:contacts")
                    .protecting("read:contacts", requiring("r1 r2 r3"))
                    .holding("r1 r3 r9");

            assertThat(request.decide().granted())
                    .containsExactly(new Granted("read:contacts", Set.of("r1", "r3"), Set.of(CONTACTS_API)));
        }
    }

    @Nested
    class Line3NoPermissionDefined {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "each: nothing held,                EACH_API, '',    ",
            "each: something held,              EACH_API, r1 r2, ",
            "any: nothing held,                 ANY, '',    ",
            "any: something held,               ANY, r1 r2, ",
            "all: nothing held,                 ALL, '',    ",
            "all: something held,               ALL, r1 r2, ",
            "its own API is named,              ANY, r1,    contacts-api",
            "it comes before line 4,            ANY, r1,    events-api",
        })
        void refusesAScopeThatNobodyCanHold(String comment, Match match, String held, String named) {
            Request request = request()
                    .asking("read:contacts")
                    .protecting("read:contacts", requiring("").matching(match))
                    .holding(held)
                    .naming(named);

            assertThat(summary(request.decide())).isEqualTo("read:contacts=no_permission_defined");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_PERMITTED,         not_permitted",
        "NO_PERMISSION_DEFINED, no_permission_defined",
        "OTHER_API,             other_api",
        "AMBIGUOUS_API,         ambiguous_api",
        "ACR_TOO_LOW,           acr_too_low",
        "EVALUATION_FAILED,     evaluation_failed",
    })
    void namesReasonsByStableCodes(Reason reason, String code) {
        assertThat(reason.code()).isEqualTo(code);
    }
}
