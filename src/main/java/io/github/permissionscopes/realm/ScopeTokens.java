package io.github.permissionscopes.realm;

import io.github.permissionscopes.server.Capabilities;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.keycloak.models.ClientScopeModel;

/**
 * Maps a requested token to the client scopes that it may stand for.
 *
 * <p>Usually there is one, by name. With Keycloak's experimental feature of parameterized scopes (until 26.6: dynamic
 * scopes) there may be several: {@code ClientScopeAuthorizationRequestParser} iterates over the client's optional
 * scopes in no particular order, takes the first match, and ignores case.
 */
public final class ScopeTokens {

    // ClientScopeModel's constants for these were renamed in 26.7; the stored keys of both generations are read.
    private static final List<String> PARAMETERIZED = List.of("is.parameterized.scope", "is.dynamic.scope");

    // Until 26.6 a scope accepts every token that this matches, whatever its name is; "*" stands for the value.
    private static final String REGEXP = "dynamic.scope.regexp";

    // Keycloak recognizes its organization scope, which takes an alias or *, by this mapper (TokenManager).
    private static final String ORGANIZATION_MAPPER = "oidc-organization-membership-mapper";

    private ScopeTokens() {}

    /**
     * @param optional by name, the client's scopes that must be requested
     * @param defaults by name, the scopes that it has anyway; a token stands for one of them by its exact name
     * @return the scope of this name first, then the bases of a parameterized one, the longest first, then the others
     */
    public static List<ClientScopeModel> candidates(
            String token, Map<String, ClientScopeModel> optional, Map<String, ClientScopeModel> defaults) {
        boolean several = Capabilities.areParameterizedScopesOn();
        ClientScopeModel named = defaults.getOrDefault(token, optional.get(token));
        if (named != null && !several) {
            return List.of(named);
        }
        Map<String, ClientScopeModel> found = new LinkedHashMap<>();
        Consumer<ClientScopeModel> find = scope -> found.putIfAbsent(scope.getName(), scope);
        if (named != null) {
            find.accept(named);
        }
        bases(token, optional).forEach(find);
        bases(token, defaults).forEach(find);
        if (several) {
            optional.values().stream()
                    .filter(scope ->
                            scope.getName().equalsIgnoreCase(token) || isBaseOf(token, scope) || takes(scope, token))
                    .sorted(Comparator.comparing(scope -> scope.getName()))
                    .forEach(find);
        }
        return List.copyOf(found.values());
    }

    /**
     * The base of "a:b:value" may be "a:b" or "a". Iterates over the scopes, since a token may consist of many colons.
     */
    private static List<ClientScopeModel> bases(String token, Map<String, ClientScopeModel> scopes) {
        if (token.indexOf(':') < 0) {
            return List.of();
        }
        return scopes.entrySet().stream()
                .filter(scope -> isBefore(scope.getKey(), token) && takesValue(scope.getValue()))
                .sorted(Comparator.comparing(scope -> -scope.getKey().length()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isBefore(String name, String token) {
        return token.startsWith(name) && token.startsWith(":", name.length());
    }

    /** Ignores case: the token would name a scope with the same letters, and thus a variant of this one. */
    private static boolean isBaseOf(String token, ClientScopeModel scope) {
        String prefix = scope.getName() + ":";
        return token.regionMatches(true, 0, prefix, 0, prefix.length()) && takesValue(scope);
    }

    /** @return whether the scope may be requested with a value, as in {@code name:value} */
    public static boolean takesValue(ClientScopeModel scope) {
        return isParameterized(scope)
                || scope.getProtocolMappersStream()
                        .anyMatch(mapper -> ORGANIZATION_MAPPER.equals(mapper.getProtocolMapper()));
    }

    private static boolean isParameterized(ClientScopeModel scope) {
        return PARAMETERIZED.stream().anyMatch(key -> Boolean.parseBoolean(scope.getAttribute(key)));
    }

    private static boolean takes(ClientScopeModel scope, String token) {
        String regexp = scope.getAttribute(REGEXP);
        if (regexp == null || !isParameterized(scope)) {
            return false;
        }
        try {
            return Pattern.matches(regexp.replace("*", "(.*)"), token);
        } catch (PatternSyntaxException e) {
            // If Keycloak evaluates it, the request fails there.
            return false;
        }
    }
}
