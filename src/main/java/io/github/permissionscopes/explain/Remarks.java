package io.github.permissionscopes.explain;

import io.github.permissionscopes.enforce.ScopeQuestion;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a question beside its answer: what was taken for it, and why no login gets that far. */
final class Remarks {

    private Remarks() {}

    static List<String> of(ScopeQuestion question) {
        List<String> remarks = new ArrayList<>();
        if (!question.subject().isEnabled()) {
            remarks.add("User " + question.subject().getUsername()
                    + " is disabled, so no login gets this far: this is what it would be.");
        }
        if (!question.client().isEnabled()) {
            remarks.add("Client " + question.client().getClientId()
                    + " is disabled, so no request gets this far: this is what it would be.");
        }
        return remarks;
    }

    /** @param every what was judged, since the question names no scope */
    static List<String> of(ScopeQuestion question, EveryScope every) {
        List<String> remarks = new ArrayList<>();
        remarks.add(
                every.askable().isEmpty()
                        ? "No scope was named, and the client has none that it could ask for."
                        : "No scope was named: all scopes of client "
                                + question.client().getClientId()
                                + " are judged, default and optional ones, as if one request asked for all of them.");
        if (!every.others().isEmpty()) {
            remarks.add("Left out, since Keycloak does not take them by their name alone: "
                    + String.join(", ", every.others())
                    + ". A parameterized scope needs a value; name it with one (name:value) to have it judged.");
        }
        remarks.addAll(of(question));
        return remarks;
    }
}
