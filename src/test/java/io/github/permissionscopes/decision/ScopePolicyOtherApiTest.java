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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Line 4 of the rule: the scope is of another API than the named one, or of more than one. */
class ScopePolicyOtherApiTest {

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
