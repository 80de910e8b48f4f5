package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRulings.asking;
import static io.github.permissionscopes.decision.TestRulings.askingWithAutoGrant;
import static io.github.permissionscopes.decision.TestRulings.enforced;
import static io.github.permissionscopes.decision.TestRulings.kept;
import static io.github.permissionscopes.decision.TestRulings.reportingOnlyOn;
import static io.github.permissionscopes.decision.TestRulings.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a decision takes effect. */
class RulingTest {

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
