package io.github.permissionscopes.grants;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What a login has granted, on its way to the request that uses the grant: as scope tokens, of which the last one is a seal.
 * No client can make one, and none can be moved to another grant or beside other scopes.
 *
 * <p>Keycloak ignores names in a stored scope that are no client scope's, so a server without the product can read it too.
 *
 * @param scopes what was granted, with the {@link TargetInScope}
 * @param level the level of authentication of the login that granted it, and not of a later one in the same session
 */
public record SealedGrant(ScopeList scopes, int level) {

    /** What nobody has granted. */
    public static final SealedGrant NOTHING = new SealedGrant(ScopeList.EMPTY, 0);

    private static final String PREFIX = "permissionScopes.seal=";

    private static final char SEPARATOR = '.';

    /** @param boundTo what makes the grant the one that it is; needed again to open it */
    public ScopeList seal(KeycloakSession session, RealmModel realm, String... boundTo) {
        String seal = Seal.of(session, realm, sealed(boundTo));
        return scopes.and(new ScopeList(List.of(PREFIX + level + SEPARATOR + seal)));
    }

    public static boolean isSealed(ScopeList stored) {
        return seal(stored).isPresent();
    }

    /** @return empty where there is no seal, or one that was made for something else or by somebody else */
    public static Optional<SealedGrant> open(
            KeycloakSession session, RealmModel realm, ScopeList stored, String... boundTo) {
        return seal(stored).flatMap(token -> {
            int separator = token.indexOf(SEPARATOR, PREFIX.length());
            if (separator < 0) {
                return Optional.empty();
            }
            String level = token.substring(PREFIX.length(), separator);
            String seal = token.substring(separator + 1);
            ScopeList scopes = stored.without(List.of(token));
            return Seal.isOf(session, realm, seal, sealed(scopes, level, boundTo))
                    ? Optional.of(new SealedGrant(scopes, Integer.parseInt(level)))
                    : Optional.empty();
        });
    }

    /** The scope without all tokens of ours: the seal, and the API. */
    public static ScopeList withoutOurs(ScopeList scope) {
        return TargetInScope.without(scope.without(
                scope.names().stream().filter(token -> token.startsWith(PREFIX)).toList()));
    }

    private static Optional<String> seal(ScopeList stored) {
        return stored.names().stream().filter(token -> token.startsWith(PREFIX)).findFirst();
    }

    private List<String> sealed(String... boundTo) {
        return sealed(scopes, String.valueOf(level), boundTo);
    }

    private static List<String> sealed(ScopeList scopes, String level, String... boundTo) {
        List<String> parts = new ArrayList<>(List.of(boundTo));
        parts.add(scopes.toString());
        parts.add(level);
        return parts;
    }
}
