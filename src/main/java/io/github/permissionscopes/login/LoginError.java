package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRule;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;

/**
 * The error that the authorization endpoint returns to a client (RFC 6749 §4.1.2.1).
 *
 * @param code the parameter {@code error}
 * @param description the parameter {@code error_description}
 */
record LoginError(String code, String description) {

    /** OpenID Connect Core Error Code unmet_authentication_requirements 1.0. */
    static final String UNMET = "unmet_authentication_requirements";

    /** The characters that are allowed in a description (RFC 6749 §4.1.2.1) and in a space-separated value. */
    private static final Pattern TELLABLE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /**
     * The error of a rejected login. If a higher level of authentication would satisfy every refusal, it says so and
     * names the {@code acr_values} to request.
     */
    static LoginError of(ClientModel client, Ruling ruling) {
        boolean onlyLevel = ruling.enforced().stream().allMatch(refused -> refused.reason() == Reason.ACR_TOO_LOW);
        OptionalInt level = onlyLevel ? level(ruling) : OptionalInt.empty();
        return level.isPresent()
                ? new LoginError(
                        UNMET,
                        Rejection.description(ruling) + " (at this level of authentication; ask with acr_values="
                                + String.join(" ", acrValues(client, level.getAsInt())) + ")")
                : new LoginError(Rejection.ERROR, Rejection.description(ruling));
    }

    /** @return the level at which all refused scopes would be granted; empty if there is none */
    private static OptionalInt level(Ruling ruling) {
        ScopeList refused = ruling.refusedScopes();
        return ruling.decision().request().rules().entrySet().stream()
                .filter(rules -> refused.contains(rules.getKey()))
                .flatMap(rules -> rules.getValue().stream())
                .map(ScopeRule::minimumLevel)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .max()
                .stream()
                .filter(level -> level != ScopeRule.UNREACHABLE)
                .findFirst();
    }

    /**
     * As Keycloak interprets {@code acr_values} of this client ({@code AuthorizationEndpoint}): a name, or the number
     * itself.
     */
    private static List<String> acrValues(ClientModel client, int level) {
        List<String> names = AcrUtils.getAcrLoaMap(client).entrySet().stream()
                .filter(acr -> acr.getValue() >= level)
                .filter(acr -> TELLABLE.matcher(acr.getKey()).matches())
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        return names.isEmpty() ? List.of(String.valueOf(level)) : names;
    }
}
