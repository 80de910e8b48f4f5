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
 * What a login has asked for, as a condition sees it. Scopes that are only reported on are left out: for them nothing
 * changes. {@code offline_access}, which is no API's, counts only where it is named.
 *
 * @param ruling of the login as it stands
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

    /** What was asked for and the user may have, some of it at another level. */
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

    /** By its name, or by that of the parameterized scope that it is a variant of. */
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
