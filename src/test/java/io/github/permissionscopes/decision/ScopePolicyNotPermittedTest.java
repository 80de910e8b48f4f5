package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRequests.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Line 5 of the rule: the user does not hold the permission, or has not reached the level. */
class ScopePolicyNotPermittedTest {

    @Nested
    class Line5NotPermitted {

        @Test
        void refusesScopeWhenNoPermissionIsHeld() {
            Request request = request().asking("read:contacts").protecting("read:contacts", requiring("r1"));

            assertThat(summary(request.decide())).isEqualTo("read:contacts=not_permitted");
        }

        @Test
        void refusesScopeWhenOnlyAnotherScopesPermissionIsHeld() {
            Request request = request()
                    .asking("read:contacts delete:contacts")
                    .protecting("read:contacts", requiring("r1"))
                    .protecting("delete:contacts", requiring("r2"))
                    .holding("r1");

            assertThat(summary(request.decide())).isEqualTo("read:contacts=granted delete:contacts=not_permitted");
        }

        @ParameterizedTest
        @EnumSource(Refusal.class)
        void saysWhichApisTheRefusedScopeBelongsToAndWhatTheyAskFor(Refusal refusal) {
            Request request = request()
                    .asking("read:contacts")
                    .protecting(
                            "read:contacts",
                            requiring("r1").of("contacts-api events-api").refusedBy(refusal));

            assertThat(request.decide().refused())
                    .containsExactly(new Refused(
                            "read:contacts", Reason.NOT_PERMITTED, Set.of(CONTACTS_API, EVENTS_API), refusal));
        }
    }

    @Nested
    class Line5AcrTooLow {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no level asked for; none reached,          -1, 0,          granted",
            "level 0 asked for; none reached,           0,  0,          granted",
            "level 1 asked for; none reached,           1,  0,          acr_too_low",
            "level 2 asked for; one below reached,      2,  1,          acr_too_low",
            "level 2 asked for; reached,                2,  2,          granted",
            "level 2 asked for; more reached,           2,  3,          granted",
            "cannot be reached; none reached,           2147483647, 0,          acr_too_low",
            "cannot be reached; the highest reached,    2147483647, 2147483647, acr_too_low",
        })
        void refusesWhoHasNotReachedTheLevel(String comment, int minimum, int reached, String verdict) {
            TestRequests.Rule rule = requiring("r1");
            Request request = request()
                    .asking("read:contacts")
                    .protecting("read:contacts", minimum < 0 ? rule : rule.fromLevel(minimum))
                    .holding("r1")
                    .reaching(reached);

            assertThat(summary(request.decide())).isEqualTo("read:contacts=" + verdict);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no permission is defined,  '', '', ,           no_permission_defined",
            "another API is named,      r1, r1, events-api, other_api",
            "not permitted,             r1, '', ,           not_permitted",
            "held at one API of two,    contacts-api/r events-api/r, events-api/r, , ambiguous_api",
            "nothing else is wrong,     r1, r1, ,           acr_too_low",
        })
        void comesAfterEveryOtherReason(String comment, String required, String held, String named, String reason) {
            Request request = request()
                    .asking("read:contacts")
                    .protecting(
                            "read:contacts",
                            requiring(required)
                                    .of(required.contains("/") ? "contacts-api events-api" : CONTACTS_API)
                                    .fromLevel(2))
                    .holding(held)
                    .naming(named);

            assertThat(summary(request.decide())).isEqualTo("read:contacts=" + reason);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "below,                               1, '',           ,           acr_too_low",
            "reached,                             2, '',           ,           granted",
            "reached; any API is named,           2, '',           events-api, granted",
            "reached; its own API is named,       2, contacts-api, contacts-api, granted",
            "reached; another API is named,       2, contacts-api, events-api, other_api",
        })
        void isAllThatAScopeWithoutPermissionsAsksFor(
                String comment, int reached, String apis, String named, String verdict) {
            Request request = request()
                    .asking("pay")
                    .protecting(
                            "pay", requiring("").matching(Match.NONE).of(apis).fromLevel(2))
                    .naming(named)
                    .reaching(reached);

            assertThat(summary(request.decide())).isEqualTo("pay=" + verdict);
        }

        @ParameterizedTest
        @CsvSource({"1, ''", "2, read:contacts=added"})
        void addsOnlyWhoHasReachedTheLevel(int reached, String verdicts) {
            Request request = request()
                    .protecting("read:contacts", requiring("r1").autoGranted().fromLevel(2))
                    .holding("r1")
                    .reaching(reached);

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @Test
        void staysInATokenForOneApi() {
            Request request = request()
                    .asking("read:contacts")
                    .protecting(
                            "read:contacts",
                            requiring("contacts-api/r events-api/r")
                                    .of("contacts-api events-api")
                                    .fromLevel(2))
                    .holding("contacts-api/r")
                    .naming(CONTACTS_API)
                    .reaching(1);

            assertThat(summary(request.decide())).isEqualTo("read:contacts=acr_too_low");
        }
    }
}
