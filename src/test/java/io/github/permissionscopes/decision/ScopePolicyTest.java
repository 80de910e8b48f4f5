package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRequests.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The seven lines of the rule, one nested class each, and what holds for all of them. */
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

    @Nested
    class Line4OtherApi {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no API named; held,                  contacts-api,            ,              r1, granted",
            "its own API named; held,             contacts-api,            contacts-api,  r1, granted",
            "another API named; held,             contacts-api,            events-api,    r1, other_api",
            "another API named; not held,         contacts-api,            events-api,    '', other_api",
            "its own API named; not held,         contacts-api,            contacts-api,  '', not_permitted",
            "one of its two APIs named; held,     contacts-api events-api, events-api,    r1, granted",
            "neither of its two APIs named; held, contacts-api events-api, billing-api,   r1, other_api",
            "an API of another case named; held,  contacts-api,            Contacts-Api,  r1, other_api",
            "an API of a longer name named; held, contacts-api,            contacts-api2, r1, other_api",
        })
        void refusesAScopeOfAnotherApiThanTheNamedOne(
                String comment, String apis, String named, String held, String verdict) {
            Request request = request()
                    .asking("read:contacts")
                    .protecting("read:contacts", requiring("r1").of(apis))
                    .naming(named)
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo("read:contacts=" + verdict);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no API named; the first one's,            ANY, ,             contacts-api/r,          granted",
            "no API named; the other one's,            ANY, ,             events-api/r,            granted",
            "one named; its own role,                  ANY, contacts-api, contacts-api/r,          granted",
            "one named; the other's role,              ANY, contacts-api, events-api/r,            not_permitted",
            "one named; a role of the realm,           ANY, contacts-api, staff,                   granted",
            "no API named; nothing,                    ANY, ,             '',                      not_permitted",
            "each; no API named; the first one's,      EACH_API, ,             contacts-api/r,              ambiguous_api",
            "each; no API named; the other one's,      EACH_API, ,             events-api/r,                ambiguous_api",
            "each; no API named; both,                 EACH_API, ,             contacts-api/r events-api/r, granted",
            "each; no API named; a role of the realm,  EACH_API, ,             staff,                       granted",
            "each; no API named; nothing,              EACH_API, ,             '',                          not_permitted",
            "each; no API named; a third one's,        EACH_API, ,             billing-api/r,               not_permitted",
            "each; one named; its own role,            EACH_API, contacts-api, contacts-api/r,              granted",
            "each; one named; the other's role,        EACH_API, contacts-api, events-api/r,                not_permitted",
            "each; one named; a role of the realm,     EACH_API, contacts-api, staff,                       granted",
            "each; another named; both,                EACH_API, billing-api,  contacts-api/r events-api/r, other_api",
            "all required; one named; its and realm's, ALL, contacts-api, contacts-api/r staff,    not_permitted",
            "all required; one named; its alone,       ALL, contacts-api, contacts-api/r,          not_permitted",
            "all required; one named; the others,      ALL, contacts-api, events-api/r staff,      not_permitted",
            "all required; one named; all,             ALL, contacts-api, contacts-api/r events-api/r staff, granted",
            "all required; none named; two of three,   ALL, ,             contacts-api/r staff,    not_permitted",
            "all required; none named; all,            ALL, ,             contacts-api/r events-api/r staff, granted",
        })
        void tellsTheSameNameInTwoApisApart(String comment, Match match, String named, String held, String verdict) {
            Request request = request()
                    .asking("read:contacts")
                    .protecting(
                            "read:contacts",
                            requiring("contacts-api/r events-api/r staff")
                                    .matching(match)
                                    .of("contacts-api events-api"))
                    .naming(named)
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo("read:contacts=" + verdict);
        }

        /** Whose settings say whether the refusal takes effect: the others have nothing against it. */
        @Test
        void saysAtWhichApisAnAmbiguousScopeIsNotPermitted() {
            Request request = request()
                    .asking("read:contacts")
                    .protecting(
                            "read:contacts",
                            requiring("contacts-api/r events-api/r")
                                    .of("contacts-api events-api")
                                    .refusedBy(Refusal.REJECT))
                    .holding("contacts-api/r");

            assertThat(request.decide().refused())
                    .containsExactly(
                            new Refused("read:contacts", Reason.AMBIGUOUS_API, Set.of(EVENTS_API), Refusal.REJECT));
        }

        @ParameterizedTest
        @CsvSource({"contacts-api/r, '', ''", "contacts-api/r events-api/r, '', read:contacts=added"})
        void addsAScopeOfSeveralApisOnlyToWhoMayHaveItAtEach(String held, String asked, String verdicts) {
            Request request = request()
                    .asking(asked)
                    .protecting(
                            "read:contacts",
                            requiring("contacts-api/r events-api/r")
                                    .of("contacts-api events-api")
                                    .autoGranted())
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo(verdicts);
        }

        @Test
        void refusesAScopeOfNoApiAtAll() {
            Request request = request()
                    .asking("staff")
                    .protecting("staff", requiring("r1").of(""))
                    .holding("r1")
                    .naming(CONTACTS_API);

            assertThat(summary(request.decide())).isEqualTo("staff=other_api");
        }

        @ParameterizedTest
        @CsvSource({"r1, granted", "'', not_permitted"})
        void judgesOfflineAccessAsBefore(String held, String verdict) {
            Request request = request()
                    .asking("offline_access")
                    .protecting("offline_access", requiring("r1").of(""))
                    .holding(held)
                    .naming(CONTACTS_API);

            assertThat(summary(request.decide())).isEqualTo("offline_access=" + verdict);
        }

        @Test
        void leavesUnprotectedScopesOfANamedApiAlone() {
            Request request = request()
                    .asking("openid profile read:contacts view:events")
                    .protecting("read:contacts", requiring("r1").of(CONTACTS_API))
                    .protecting("view:events", requiring("r1").of(EVENTS_API))
                    .holding("r1")
                    .naming(EVENTS_API);

            assertThat(summary(request.decide()))
                    .isEqualTo("openid=passed profile=passed read:contacts=other_api view:events=granted");
        }
    }

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

    @Nested
    class ATokenThatMayStandForSeveralScopes {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "both permitted,                   r1, r2, r1 r2, 0, granted",
            "only the first,                   r1, r2, r1,    0, not_permitted",
            "only the second,                  r1, r2, r2,    0, not_permitted",
            "neither,                          r1, r2, '',    0, not_permitted",
            "the second can nobody hold,       r1, '', r1,    0, no_permission_defined",
            "the first can nobody hold,        '', r1, r1,    0, no_permission_defined",
        })
        void isGrantedOnlyIfAllOfThemArePermitted(
                String comment, String one, String other, String held, int level, String verdict) {
            Request request = request()
                    .asking("doc:7")
                    .protectingToo("doc:7", requiring(one))
                    .protectingToo("doc:7", requiring(other))
                    .holding(held)
                    .reaching(level);

            assertThat(summary(request.decide())).isEqualTo("doc:7=" + verdict);
        }

        @ParameterizedTest
        @CsvSource({"r1, not_permitted", "r1 r2, acr_too_low"})
        void lacksALevelOnlyWhereItLacksNothingElse(String held, String verdict) {
            Request request = request()
                    .asking("doc:7")
                    .protectingToo("doc:7", requiring("r1").fromLevel(2))
                    .protectingToo("doc:7", requiring("r2"))
                    .holding(held);

            assertThat(summary(request.decide())).isEqualTo("doc:7=" + verdict);
        }

        /** One that is only reported on does not hide another. */
        @ParameterizedTest
        @CsvSource({"contacts-api, events-api, contacts-api events-api", "contacts-api, '', ''"})
        void isRefusedForAllTheirApis(String one, String other, String apis) {
            Request request = request()
                    .asking("doc:7")
                    .protectingToo("doc:7", requiring("r1").of(one))
                    .protectingToo("doc:7", requiring("r2").of(other).refusedBy(Refusal.REJECT));

            assertThat(request.decide().refused()).singleElement().satisfies(refused -> {
                assertThat(refused.apis())
                        .isEqualTo(requiring("").of(apis).build().apis());
                assertThat(refused.refusal()).isEqualTo(Refusal.REJECT);
            });
        }

        @Test
        void isGrantedByThePermissionsOfAllOfThem() {
            Request request = request()
                    .asking("doc:7")
                    .protectingToo("doc:7", requiring("r1"))
                    .protectingToo("doc:7", requiring("r2").of(EVENTS_API))
                    .holding("r1 r2");

            assertThat(request.decide().granted())
                    .containsExactly(new Granted("doc:7", Set.of("r1", "r2"), Set.of(CONTACTS_API, EVENTS_API)));
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
