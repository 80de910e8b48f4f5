package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRulings.asking;
import static io.github.permissionscopes.decision.TestRulings.askingWithAutoGrant;
import static io.github.permissionscopes.decision.TestRulings.enforced;
import static io.github.permissionscopes.decision.TestRulings.enforcing;
import static io.github.permissionscopes.decision.TestRulings.kept;
import static io.github.permissionscopes.decision.TestRulings.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.TestRequests.Rule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a refused scope is taken out of the request, or the request is rejected. */
class RulingRefusalTest {

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
}
