package io.github.permissionscopes.login;

import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.Verdict;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;

/**
 * The requested scopes of a login, as a condition of a login flow evaluates them. Refusals that are only reported do
 * not count, since they change nothing. {@code offline_access}, which belongs to no API, counts only if it is
 * configured by name.
 *
 * @param ruling of the login in its current state
 */
record ForeseenScopes(ClientModel client, Ruling ruling) {

    boolean areUnjudged() {
        return ruling.enforced().stream().anyMatch(refused -> refused.reason() == Reason.EVALUATION_FAILED);
    }

    boolean match(ConditionConfig config) {
        return switch (config.when()) {
            case ANY ->
                permitted()
                        .filter(verdict -> !(verdict instanceof PassedThrough))
                        .anyMatch(Verdict::isOfApi);
            case GIVEN -> isOneNamed(config.scopes());
            case REFUSED ->
                ruling.enforced().stream()
                        .filter(refused -> refused.reason() != Reason.ACR_TOO_LOW)
                        .anyMatch(Verdict::isOfApi);
        };
    }

    /** The requested scopes that the user may have, including those that need a higher level. */
    private Stream<Verdict> permitted() {
        return ruling.decision().verdicts().stream().filter(this::isPermitted);
    }

    private boolean isPermitted(Verdict verdict) {
        if (verdict instanceof Granted granted) {
            return ruling.decision().requested().contains(granted.scope())
                    && ruling.settings().enforces(granted.apis());
        }
        return verdict instanceof PassedThrough
                || (verdict instanceof Refused refused
                        && refused.reason() == Reason.ACR_TOO_LOW
                        && ruling.takesEffect(refused));
    }

    /** Compares the scope's name, and the name of the parameterized scope that it is a variant of. */
    private boolean isOneNamed(Set<String> names) {
        List<String> tokens = permitted().map(Verdict::scope).toList();
        if (tokens.stream().anyMatch(names::contains)) {
            return true;
        }
        ProtectedScopes scopes = ProtectedScopes.of(client);
        return tokens.stream()
                .flatMap(token -> scopes.assigned(token).stream())
                .anyMatch(scope -> names.contains(scope.getName()));
    }
}
