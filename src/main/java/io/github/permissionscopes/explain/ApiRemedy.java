package io.github.permissionscopes.explain;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.TargetResolver;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.models.RoleModel;

/** The remedy if it matters which API the token is for: names other APIs at which the subject may have the scope. */
final class ApiRemedy {

    private final ScopeQuestion question;
    private final Settings settings;
    private final Trial trial;
    private final Needs needs;
    private final RoleRemedy roles;

    // Cached, since each lookup reads all scopes of the client.
    private final Map<String, Boolean> nameable = new HashMap<>();

    ApiRemedy(ScopeQuestion question, Settings settings, Trial trial, Needs needs, RoleRemedy roles) {
        this.question = question;
        this.settings = settings;
        this.trial = trial;
        this.needs = needs;
        this.roles = roles;
    }

    /** The remedy if the token is for an API that the scope does not belong to. */
    Remedy other(String scope, ScopeRule rule) {
        Targets now = targets(scope, rule, List.of());
        if (!now.isEmpty()) {
            return Remedy.nameResource(scope, now.apis(), now.text(rule) + ".");
        }
        List<String> nameable = nameable(rule);
        Choice choice = roles.choose(nameable.isEmpty() ? needs.of(rule) : needs.ofOne(rule, nameable));
        Targets then = targets(scope, rule, choice.permissions());
        return roles.of(scope, choice, then.withoutNone().text(rule) + ", and: ", then.apis());
    }

    /** The remedy if no API is named, and the subject may have the scope only at some of its APIs. */
    Remedy ambiguous(String scope, ScopeRule rule, Collection<String> without) {
        String why = "The scope belongs to several APIs, and " + RoleRemedy.named(question.subject())
                + " may not have it at " + without.stream().sorted().collect(Collectors.joining(", ")) + ". ";
        Targets now = targets(scope, rule, List.of());
        return now.isEmpty()
                ? roles.of(scope, roles.choose(needs.of(rule)), why, List.of())
                : Remedy.nameResource(scope, now.apis(), why + now.text(rule) + ".");
    }

    /**
     * The targets for which the scope is permitted.
     *
     * @param apis client IDs of the APIs that a request may name
     * @param orNone whether the request may name no API
     */
    private record Targets(List<String> apis, boolean orNone) {

        boolean isEmpty() {
            return apis.isEmpty() && !orNone;
        }

        /** Returns a shorter form: one alternative suffices. */
        Targets withoutNone() {
            return new Targets(apis, orNone && apis.isEmpty());
        }

        String text(ScopeRule rule) {
            if (apis.isEmpty()) {
                return (rule.apis().isEmpty() ? "The scope belongs to no API: leave" : "Leave")
                        + " the parameter resource out of the request";
            }
            return "Ask for a token for " + String.join(" or ", apis) + " (parameter resource)"
                    + (orNone ? ", or for no API in particular" : "");
        }
    }

    /** @param more roles that the subject would be given */
    private Targets targets(String scope, ScopeRule rule, List<RoleModel> more) {
        return new Targets(
                nameable(rule).stream()
                        .filter(api -> trial.isPermitted(scope, rule, Optional.of(api), more))
                        .toList(),
                trial.isPermitted(scope, rule, Optional.empty(), more));
    }

    private List<String> nameable(ScopeRule rule) {
        return rule.apis().stream()
                .filter(api -> nameable.computeIfAbsent(api, this::isNameable))
                .sorted()
                .toList();
    }

    /** Naming an API that is only reported on changes nothing, so it is no remedy. */
    private boolean isNameable(String api) {
        Resolution resolution = new TargetResolver(Optional.of(settings), question.client()).named(List.of(api));
        return resolution instanceof Resolution.Found found
                && found.target()
                        .filter(target -> target.clientId().equals(api))
                        .isPresent();
    }
}
