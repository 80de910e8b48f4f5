package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRequests.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.Verdict.Added;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Line 6 of the rule: scopes that nobody asked for. */
class ScopePolicyAutoGrantTest {

    @Nested
    class Line6AutoGrant {

        @Test
        void neverAddsOpenid() {
            Request request = request()
                    .asking("read:contacts")
                    .protecting("openid", requiring("r1").autoGranted())
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo("read:contacts=passed");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "unasked and held,             profile,       r1, ,             profile=passed read:contacts=added",
            "nothing asked for and held,   '',            r1, ,             read:contacts=added",
            "unasked with its API named,   '',            r1, contacts-api, read:contacts=added",
            "unasked with another named,   '',            r1, events-api,   ''",
            "unasked and not held,         '',            '', ,             ''",
            "asked for and held,           read:contacts, r1, ,             read:contacts=granted",
            "asked for and not held,       read:contacts, '', ,             read:contacts=not_permitted",
            "asked for another API,        read:contacts, r1, events-api,   read:contacts=other_api",
        })
        void addsOnlyWhatIsUnaskedAndPermitted(
                String comment, String asked, String held, String named, String verdicts) {
            Request request = request()
                    .asking(asked)
                    .protecting("read:contacts", requiring("r1").autoGranted())
                    .holding(held)
                    .naming(named);

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @Test
        void neverAddsWithoutAutoGrant() {
            Request request = request()
                    .asking("profile")
                    .protecting("read:contacts", requiring("r1"))
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo("profile=passed");
        }

        @Test
        void neverAddsAScopeThatNobodyCanHold() {
            Request request = request()
                    .protecting("read:contacts", requiring("").autoGranted())
                    .holding("r1");

            assertThat(request.decide().verdicts()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"r1, ''", "r1 r2, read:contacts=added"})
        void addsAScopeThatNeedsAllPermissionsOnlyWhenAllAreHeld(String held, String verdicts) {
            Request request = request()
                    .protecting(
                            "read:contacts",
                            requiring("r1 r2").matching(Match.ALL).autoGranted())
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @Test
        void addsAfterTheRequestedScopesInTheOrderOfNames() {
            Request request = request()
                    .asking("zz:unprotected m:asked")
                    .protecting("m:asked", requiring("r1"))
                    .holding("r1");
            for (String scope : new String[] {"d", "b", "f", "a", "e", "c"}) {
                request.protecting(scope, requiring("r1").autoGranted());
            }

            assertThat(summary(request.decide()))
                    .isEqualTo("zz:unprotected=passed m:asked=granted a=added b=added c=added d=added e=added f=added");
        }

        @Test
        void saysWhichApisTheAddedScopeBelongsTo() {
            Request request = request()
                    .protecting(
                            "read:contacts",
                            requiring("r1").of("contacts-api events-api").autoGranted())
                    .holding("r1");

            assertThat(request.decide().added())
                    .containsExactly(new Added("read:contacts", Set.of(CONTACTS_API, EVENTS_API)));
        }

        @Test
        void leavesTheRequestedScopesAsTheyWereAsked() {
            Request request = request()
                    .asking("profile")
                    .protecting("read:contacts", requiring("r1").autoGranted())
                    .holding("r1");

            assertThat(request.decide().requested()).isEqualTo(ScopeList.parse("profile"));
        }
    }

    /** What the client has whatever it asks for. */
    @Nested
    class DefaultScopes {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "unasked; held,      profile,       r1, profile=passed read:contacts=granted",
            "unasked; not held,  profile,       '', profile=passed read:contacts=not_permitted",
            "asked; held,        read:contacts, r1, read:contacts=granted",
            "asked; not held,    read:contacts, '', read:contacts=not_permitted",
        })
        void areJudgedThoughNobodyAsks(String comment, String asked, String held, String verdicts) {
            Request request = request()
                    .asking(asked)
                    .protecting(
                            "read:contacts", requiring("r1").ofDefaultScope().autoGranted())
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @Test
        void comeBeforeWhatIsAdded() {
            Request request = request()
                    .protecting("a", requiring("r1").autoGranted())
                    .protecting("b", requiring("r1").ofDefaultScope())
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo("b=granted a=added");
        }

        @Test
        void areNotOpenid() {
            Request request = request().protecting("openid", requiring("r1").ofDefaultScope());

            assertThat(summary(request.decide())).isEmpty();
        }
    }
}
