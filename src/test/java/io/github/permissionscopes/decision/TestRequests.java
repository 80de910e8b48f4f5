package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builders of requests and rules with safe defaults. A request asks for nothing, and its user holds nothing. A rule
 * belongs to {@code contacts-api}, any of its permissions suffices, and its scope is optional and never added. Several
 * names in one string are separated by spaces.
 */
final class TestRequests {

    static final String CONTACTS_API = "contacts-api";
    static final String EVENTS_API = "events-api";

    private TestRequests() {}

    static Request request() {
        return new Request();
    }

    static Rule requiring(String permissions) {
        return new Rule(set(permissions));
    }

    /** Every verdict as {@code scope=word}; the word of a refusal is its reason's code. */
    static String summary(ScopeDecision decision) {
        return decision.verdicts().stream()
                .map(verdict -> verdict.scope() + "=" + word(verdict))
                .collect(Collectors.joining(" "));
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Refused refused) {
            return refused.reason().code();
        }
        if (verdict instanceof Granted) {
            return "granted";
        }
        return verdict instanceof Added ? "added" : "passed";
    }

    private static Set<String> set(String names) {
        return Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    static final class Request {

        private ScopeList requested = ScopeList.EMPTY;
        private final Map<String, List<ScopeRule>> rules = new HashMap<>();
        private final Set<String> held = new HashSet<>();
        private Optional<String> target = Optional.empty();
        private int level;

        Request asking(String scopes) {
            requested = ScopeList.parse(scopes);
            return this;
        }

        Request protecting(String scope, Rule rule) {
            rules.put(scope, List.of(rule.build()));
            return this;
        }

        /** The token may stand for this scope as well. */
        Request protectingToo(String scope, Rule rule) {
            List<ScopeRule> all = new ArrayList<>(rules.getOrDefault(scope, List.of()));
            all.add(rule.build());
            rules.put(scope, all);
            return this;
        }

        Request holding(String permissions) {
            held.addAll(set(permissions));
            return this;
        }

        /** @param api null for none */
        Request naming(String api) {
            target = Optional.ofNullable(api);
            return this;
        }

        Request reaching(int level) {
            this.level = level;
            return this;
        }

        ScopeRequest build() {
            return new ScopeRequest(requested, rules, held, target, level);
        }

        ScopeDecision decide() {
            return ScopePolicy.decide(build());
        }
    }

    static final class Rule {

        private final Set<String> requires;
        private Match match = Match.EACH_API;
        private Set<String> apis = Set.of(CONTACTS_API);
        private boolean autoGrant;
        private Refusal refusal = Refusal.STRIP;
        private OptionalInt minimumLevel = OptionalInt.empty();
        private boolean isDefault;
        private Set<String> openedBy = Set.of();

        private Rule(Set<String> requires) {
            this.requires = requires;
        }

        Rule matching(Match match) {
            this.match = match;
            return this;
        }

        Rule of(String apis) {
            this.apis = set(apis);
            return this;
        }

        Rule autoGranted() {
            autoGrant = true;
            return this;
        }

        Rule refusedBy(Refusal refusal) {
            this.refusal = refusal;
            return this;
        }

        Rule ofDefaultScope() {
            isDefault = true;
            return this;
        }

        /** By whoever holds one of these, to Keycloak's own check. */
        Rule openedBy(String roles) {
            openedBy = set(roles);
            return this;
        }

        Rule fromLevel(int level) {
            minimumLevel = OptionalInt.of(level);
            return this;
        }

        /** {@code api/role}, or the role of a realm. */
        private static Permission permission(String name) {
            int slash = name.indexOf('/');
            return new Permission(name, slash < 0 ? Optional.empty() : Optional.of(name.substring(0, slash)));
        }

        ScopeRule build() {
            return new ScopeRule(
                    requires.stream().map(Rule::permission).collect(Collectors.toSet()),
                    match,
                    apis,
                    autoGrant,
                    refusal,
                    minimumLevel,
                    isDefault,
                    openedBy);
        }
    }
}
