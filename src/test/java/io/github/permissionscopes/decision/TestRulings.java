package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.TestRequests.Rule;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requests of a subject that holds {@code held}. Of their scopes, {@code read:contacts} and the unasked {@code
 * auto:contacts} require just that; {@code delete:contacts} and {@code view:events} require something else.
 */
final class TestRulings {

    private TestRulings() {}

    static Request asking(String scopes) {
        return asking(scopes, requiring("other"));
    }

    static Request asking(String scopes, Rule deleteContacts) {
        return request()
                .asking(scopes)
                .protecting("read:contacts", requiring("held"))
                .protecting("delete:contacts", deleteContacts)
                .protecting("view:events", requiring("other").of(EVENTS_API))
                .holding("held");
    }

    static Request askingWithAutoGrant(String scopes) {
        return asking(scopes).protecting("auto:contacts", requiring("held").autoGranted());
    }

    static Settings enforcing(Refusal refusal) {
        return new Settings(Mode.ENFORCE, refusal, Set.of(), false, false);
    }

    static Settings reportingOnlyOn(String... apis) {
        return new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(apis), false, false);
    }

    static Ruling rule(Request request, Settings settings) {
        return Ruling.of(request.decide(), settings, Refusal.STRIP);
    }

    static String kept(Ruling ruling) {
        return ruling.kept().toString();
    }

    static String enforced(Ruling ruling) {
        return ruling.enforced().stream().map(Refused::scope).collect(Collectors.joining(" "));
    }
}
