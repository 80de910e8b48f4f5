package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.TestRequests.Rule;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The subject of these requests holds {@code held}. Of their scopes, {@code read:contacts} and the unasked {@code
 * auto:contacts} require just that; {@code delete:contacts} and {@code view:events} require something else.
 */
class RulingTest {

    private static Request asking(String scopes) {
        return asking(scopes, requiring("other"));
    }

    private static Request asking(String scopes, Rule deleteContacts) {
        return request()
                .asking(scopes)
                .protecting("read:contacts", requiring("held"))
                .protecting("delete:contacts", deleteContacts)
                .protecting("view:events", requiring("other").of(EVENTS_API))
                .holding("held");
    }

    private static Request askingWithAutoGrant(String scopes) {
        return asking(scopes).protecting("auto:contacts", requiring("held").autoGranted());
    }

    private static Settings enforcing(Refusal refusal) {
        return new Settings(Mode.ENFORCE, refusal, Set.of(), false, false);
    }

    private static Settings reportingOnlyOn(String... apis) {
        return new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(apis), false, false);
    }

    private static Ruling rule(Request request, Settings settings) {
        return Ruling.of(request.decide(), settings, Refusal.STRIP);
    }

    private static String kept(Ruling ruling) {
        return ruling.kept().toString();
    }

    private static String enforced(Ruling ruling) {
        return ruling.enforced().stream().map(Refused::scope).collect(Collectors.joining(" "));
    }

    @Nested
    class ReportMode {

        @ParameterizedTest
        @CsvSource({
            "''",
            "delete:contacts",
            "openid read:contacts",
            "view:events openid delete:contacts read:contacts profile",
        })
        void changesNothing(String asked) {
            Ruling ruling =
                    rule(askingWithAutoGrant(asked), new Settings(Mode.REPORT, Refusal.STRIP, Set.of(), false, false));

            assertThat(kept(ruling)).isEqualTo(asked);
            assertThat(ruling.changesRequest()).isFalse();
            assertThat(ruling.enforced()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(Refusal.class)
        void neverRejects(Refusal refusal) {
            Request request = asking("delete:contacts", requiring("other").refusedBy(refusal));
            Settings settings = new Settings(Mode.REPORT, refusal, Set.of(), false, false);

            assertThat(Ruling.of(request.decide(), settings, refusal).rejected())
                    .isFalse();
        }

        @Test
        void stillSaysWhatWouldBeRefused() {
            Ruling ruling = rule(
                    asking("read:contacts delete:contacts"),
                    new Settings(Mode.REPORT, Refusal.STRIP, Set.of(), false, false));

            assertThat(ruling.decision().refused()).extracting(Refused::scope).containsExactly("delete:contacts");
        }
    }

    @Nested
    class ReportOnlyApis {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no API is report-only,               contacts-api,            '',                      delete:contacts",
            "its API is report-only,              contacts-api,            contacts-api,            ''",
            "another API is report-only,          contacts-api,            events-api,              delete:contacts",
            "one of its two APIs is report-only,  contacts-api events-api, contacts-api,            delete:contacts",
            "both of its APIs are report-only,    contacts-api events-api, contacts-api events-api, ''",
            "its API and another are report-only, contacts-api,            contacts-api events-api, ''",
            "it has no API and none is,           '',                      '',                      delete:contacts",
            "it has no API and some are,          '',                      contacts-api,            delete:contacts",
        })
        void enforcesUnlessAllApisOfTheScopeAreReportOnly(
                String comment, String apis, String reportOnly, String enforced) {
            Ruling ruling = rule(
                    asking("read:contacts delete:contacts", requiring("other").of(apis)),
                    reportingOnlyOn(reportOnly.split(" ")));

            assertThat(enforced(ruling)).isEqualTo(enforced);
            assertThat(kept(ruling)).isEqualTo(enforced.isEmpty() ? "read:contacts delete:contacts" : "read:contacts");
        }

        @ParameterizedTest
        @CsvSource({
            "contacts-api, profile",
            "events-api,   profile auto:contacts",
        })
        void addsNothingForThem(String reportOnly, String kept) {
            Ruling ruling = rule(askingWithAutoGrant("profile"), reportingOnlyOn(reportOnly));

            assertThat(kept(ruling)).isEqualTo(kept);
        }

        @ParameterizedTest
        @EnumSource(Refusal.class)
        void neverRejectForTheirScopesAlone(Refusal refusal) {
            Request request = asking("delete:contacts", requiring("other").refusedBy(refusal));
            Settings settings = new Settings(Mode.ENFORCE, refusal, Set.of(CONTACTS_API), false, false);

            assertThat(Ruling.of(request.decide(), settings, refusal).rejected())
                    .isFalse();
        }

        @Test
        void doNotTightenTheRefusalOfOtherApis() {
            Request request =
                    asking("delete:contacts view:events", requiring("other").refusedBy(Refusal.REJECT));
            Ruling ruling = rule(request, reportingOnlyOn(CONTACTS_API));

            assertThat(ruling.rejected()).isFalse();
            assertThat(kept(ruling)).isEqualTo("delete:contacts");
        }

        @Test
        void leaveAScopeSoThatNotNoneIsLeft() {
            Settings settings =
                    new Settings(Mode.ENFORCE, Refusal.REJECT_IF_NONE_LEFT, Set.of(CONTACTS_API), false, false);
            Ruling ruling = rule(asking("delete:contacts view:events"), settings);

            assertThat(ruling.rejected()).isFalse();
            assertThat(kept(ruling)).isEqualTo("delete:contacts");
        }
    }

    /** An ambiguous scope is refused for those of its APIs at which the user may not have it. */
    @Nested
    class AmbiguousApis {

        @ParameterizedTest
        @CsvSource({"'', ''", "contacts-api, ''", "events-api, manage", "contacts-api events-api, manage"})
        void areEnforcedUnlessOnlyReportOnlyOnesAreMissing(String reportOnly, String kept) {
            Request request = request()
                    .asking("manage")
                    .protecting(
                            "manage", requiring("contacts-api/r events-api/r").of("contacts-api events-api"))
                    .holding("contacts-api/r");

            assertThat(kept(rule(request, reportingOnlyOn(reportOnly.split(" ")))))
                    .isEqualTo(kept);
        }
    }

    /** What the client has whatever it asks for cannot be taken out of a request. */
    @Nested
    class DefaultScopes {

        private Request request(String asked) {
            return asking(asked)
                    .protecting(
                            "default:contacts",
                            requiring("other").ofDefaultScope().refusedBy(Refusal.REJECT));
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
                            "default:contacts",
                            requiring("other").ofDefaultScope().openedBy("other part"))
                    .holding(held);
            Ruling ruling = rule(request, enforcing(Refusal.REJECT));

            assertThat(ruling.rejected()).isEqualTo(rejected);
            assertThat(ruling.stopping().stream().map(Refused::scope))
                    .containsExactlyElementsOf(ScopeList.parse(stopping).names());
            assertThat(ruling.decision().refused())
                    .allMatch(ruling::takesEffect)
                    .hasSize(1);
        }

        @Test
        void doNotCountAsWhatIsLeft() {
            Request request = asking("delete:contacts")
                    .protecting("default:contacts", requiring("held").ofDefaultScope());

            assertThat(rule(request, enforcing(Refusal.REJECT_IF_NONE_LEFT)).rejected())
                    .isTrue();
        }
    }

    @Nested
    class Rejecting {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "nothing asked for,              '',                                    false, false, false",
            "nothing protected asked for,    openid profile,                        false, false, false",
            "nothing refused,                openid read:contacts,                  false, false, false",
            "one of two refused,             openid read:contacts delete:contacts,  false, false, true",
            "all protected ones refused,     openid profile delete:contacts,        false, true,  true",
            "all refused,                    delete:contacts view:events,           false, true,  true",
        })
        void rejectsAsTheRealmSays(
                String comment, String asked, boolean strip, boolean rejectIfNoneLeft, boolean reject) {
            assertThat(Stream.of(Refusal.STRIP, Refusal.REJECT_IF_NONE_LEFT, Refusal.REJECT)
                            .map(refusal ->
                                    rule(asking(asked), enforcing(refusal)).rejected()))
                    .containsExactly(strip, rejectIfNoneLeft, reject);
        }

        @Test
        void doesNotCountOfflineAccessAsOneThatIsLeft() {
            Request request = request()
                    .asking("openid offline_access delete:contacts")
                    .protecting("offline_access", requiring("held"))
                    .protecting("delete:contacts", requiring("missing"))
                    .holding("held");

            assertThat(rule(request, enforcing(Refusal.REJECT_IF_NONE_LEFT)).rejected())
                    .isTrue();
            assertThat(rule(request, enforcing(Refusal.STRIP)).rejected()).isFalse();
        }

        @Test
        void doesNotCountAnAddedScopeAsOneThatIsLeft() {
            Ruling ruling = rule(askingWithAutoGrant("delete:contacts"), enforcing(Refusal.REJECT_IF_NONE_LEFT));

            assertThat(kept(ruling)).isEqualTo("auto:contacts");
            assertThat(ruling.rejected()).isTrue();
        }

        @ParameterizedTest
        @EnumSource(Refusal.class)
        void rejectsForNothingWhenNothingIsRefused(Refusal atLeast) {
            Request request = asking("read:contacts", requiring("other").refusedBy(Refusal.REJECT));

            assertThat(Ruling.of(request.decide(), enforcing(Refusal.REJECT), atLeast)
                            .rejected())
                    .isFalse();
        }

        @ParameterizedTest(name = "realm {0}, API {1}, request {2}: {3} when one is left, {4} when none is")
        @CsvSource({
            "STRIP,               STRIP,               STRIP,               false, false",
            "REJECT_IF_NONE_LEFT, STRIP,               STRIP,               false, true",
            "STRIP,               REJECT_IF_NONE_LEFT, STRIP,               false, true",
            "STRIP,               STRIP,               REJECT_IF_NONE_LEFT, false, true",
            "REJECT,              STRIP,               STRIP,               true,  true",
            "STRIP,               REJECT,              STRIP,               true,  true",
            "STRIP,               STRIP,               REJECT,              true,  true",
            "REJECT_IF_NONE_LEFT, REJECT,              STRIP,               true,  true",
            "REJECT,              REJECT_IF_NONE_LEFT, STRIP,               true,  true",
            "STRIP,               REJECT_IF_NONE_LEFT, REJECT,              true,  true",
            "REJECT,              STRIP,               REJECT_IF_NONE_LEFT, true,  true",
        })
        void followsTheStrictestOfRealmApiAndRequest(
                Refusal realm, Refusal api, Refusal atLeast, boolean oneLeft, boolean noneLeft) {
            Rule deleteContacts = requiring("other").refusedBy(api);

            assertThat(Ruling.of(
                                    asking("read:contacts delete:contacts", deleteContacts)
                                            .decide(),
                                    enforcing(realm),
                                    atLeast)
                            .rejected())
                    .isEqualTo(oneLeft);
            assertThat(Ruling.of(asking("delete:contacts", deleteContacts).decide(), enforcing(realm), atLeast)
                            .rejected())
                    .isEqualTo(noneLeft);
        }

        @Test
        void followsTheStrictestOfSeveralApis() {
            Request request = asking("read:contacts delete:contacts view:events")
                    .protecting("view:events", requiring("other").of(EVENTS_API).refusedBy(Refusal.REJECT));

            assertThat(rule(request, enforcing(Refusal.STRIP)).rejected()).isTrue();
        }

        @Test
        void ignoresTheRefusalOfAnApiWhoseScopeIsGranted() {
            Request request = asking("read:contacts delete:contacts")
                    .protecting("read:contacts", requiring("held").refusedBy(Refusal.REJECT));

            assertThat(rule(request, enforcing(Refusal.STRIP)).rejected()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "STRIP,               STRIP,               STRIP",
            "STRIP,               REJECT_IF_NONE_LEFT, REJECT_IF_NONE_LEFT",
            "STRIP,               REJECT,              REJECT",
            "REJECT_IF_NONE_LEFT, REJECT_IF_NONE_LEFT, REJECT_IF_NONE_LEFT",
            "REJECT_IF_NONE_LEFT, REJECT,              REJECT",
            "REJECT,              REJECT,              REJECT",
        })
        void takesTheStricterOfTwoWhicheverComesFirst(Refusal one, Refusal other, Refusal stricter) {
            assertThat(one.stricterOf(other)).isEqualTo(stricter);
            assertThat(other.stricterOf(one)).isEqualTo(stricter);
        }
    }

    @Nested
    class Stripping {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "nothing asked for,             '',                                         auto:contacts",
            "nothing refused,               profile read:contacts openid,               profile read:contacts openid auto:contacts",
            "the first refused,             delete:contacts read:contacts openid,       read:contacts openid auto:contacts",
            "the last refused,              openid read:contacts delete:contacts,       openid read:contacts auto:contacts",
            "one in the middle refused,     zz delete:contacts read:contacts aa,        zz read:contacts aa auto:contacts",
            "several refused,               view:events zz delete:contacts aa,          zz aa auto:contacts",
            "the added one was asked for,   zz auto:contacts read:contacts,             zz auto:contacts read:contacts",
        })
        void keepsTheOrderOfTheRequestAndAppendsWhatIsAdded(String comment, String asked, String kept) {
            assertThat(kept(rule(askingWithAutoGrant(asked), Settings.DEFAULT))).isEqualTo(kept);
        }

        @Test
        void appendsAddedScopesInTheOrderOfTheirNames() {
            Request request = asking("profile")
                    .protecting("b:contacts", requiring("held").autoGranted())
                    .protecting("a:contacts", requiring("held").autoGranted());

            assertThat(kept(rule(request, Settings.DEFAULT))).isEqualTo("profile a:contacts b:contacts");
        }

        @Test
        void enforcesEveryRefusalInTheOrderRequested() {
            assertThat(enforced(rule(asking("view:events read:contacts delete:contacts"), Settings.DEFAULT)))
                    .isEqualTo("view:events delete:contacts");
        }
    }

    @Nested
    class ChangesRequest {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "nothing asked for,                     '',                                        false",
            "nothing refused,                       openid read:contacts,                      false",
            "nothing refused and duplicates,        read:contacts openid read:contacts openid, false",
            "nothing refused and too many spaces,   ' openid   read:contacts ',                false",
            "one refused,                           openid read:contacts delete:contacts,      true",
            "one refused and duplicates,            delete:contacts delete:contacts,           true",
        })
        void isTrueOnlyWhenAScopeWasTakenOut(String comment, String asked, boolean changes) {
            assertThat(rule(asking(asked), Settings.DEFAULT).changesRequest()).isEqualTo(changes);
        }

        @ParameterizedTest
        @CsvSource({
            "profile,               true",
            "profile auto:contacts, false",
        })
        void isTrueWhenAScopeWasAdded(String asked, boolean changes) {
            assertThat(rule(askingWithAutoGrant(asked), Settings.DEFAULT).changesRequest())
                    .isEqualTo(changes);
        }

        @Test
        void isFalseWhenTheOnlyRefusalIsOfAReportOnlyApi() {
            assertThat(rule(asking("delete:contacts"), reportingOnlyOn(CONTACTS_API))
                            .changesRequest())
                    .isFalse();
        }
    }
}
