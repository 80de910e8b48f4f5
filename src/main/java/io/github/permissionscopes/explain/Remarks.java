package io.github.permissionscopes.explain;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.realm.ScopeTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/** Remarks on a question: which scopes were judged if it names none, and whether a login would fail earlier. */
final class Remarks {

    /** Of a parameterized scope, since 26.7: {@code ClientScopeModel.isAlwaysConsent}. */
    private static final String ALWAYS_CONSENT = "always.display.consent";

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

    /** @param every the scopes that were judged because the question names none */
    static List<String> of(ScopeQuestion question, EveryScope every) {
        List<String> remarks = new ArrayList<>();
        remarks.add(
                every.askable().isEmpty()
                        ? "No scope was named, and the client has none that it could ask for."
                        : "No scope was named: all scopes of client "
                                + question.client().getClientId()
                                + " are judged, default and optional ones, as if one request asked for all of them.");
        Map<String, List<String>> leftOut = every.others().stream()
                .collect(Collectors.groupingBy(
                        scope -> whyLeftOut(scope, question.client()),
                        TreeMap::new,
                        Collectors.mapping(scope -> scope.getName(), Collectors.toList())));
        leftOut.forEach((why, names) -> remarks.add("Left out: " + String.join(", ", names) + ". " + why));
        remarks.addAll(of(question));
        return remarks;
    }

    /** Follows {@code TokenManager.isValidScope}, which gives no reason. */
    private static String whyLeftOut(ClientScopeModel scope, ClientModel client) {
        boolean takesValue = ScopeTokens.takesValue(scope);
        boolean alwaysConsent = takesValue
                && scope.isDisplayOnConsentScreen()
                && Boolean.parseBoolean(scope.getAttribute(ALWAYS_CONSENT));
        if (alwaysConsent && !client.isConsentRequired()) {
            return "Keycloak refuses a scope with \"Always display on consent screen\" (" + ALWAYS_CONSENT
                    + ") to a client that does not require consent.";
        }
        return takesValue
                ? "Keycloak does not take a parameterized scope by its name alone; name it with a value (name:value) to"
                        + " have it judged."
                : "Keycloak does not take it from this client (invalid_scope).";
    }
}
