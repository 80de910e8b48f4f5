package io.github.permissionscopes.grants;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The scopes that a login granted, on their way to the request that redeems the grant: scope tokens, the last of which
 * is a seal. A client can neither create a seal nor move one to another grant or to other scopes.
 *
 * <p>Keycloak ignores tokens in a stored scope that name no client scope, so a server without the product can redeem
 * the grant too.
 *
 * @param scopes the granted scopes, with the {@link TargetInScope}
 * @param level the level of authentication of the login that granted them, not of a later login in the same session
 */
public record SealedGrant(ScopeList scopes, int level) {

    /** A grant of nothing. */
    public static final SealedGrant NOTHING = new SealedGrant(ScopeList.EMPTY, 0);

    private static final String PREFIX = "permissionScopes.seal=";

    private static final char SEPARATOR = '.';

    /** @param boundTo identifies the grant; needed again to open the seal */
    public ScopeList seal(KeycloakSession session, RealmModel realm, String... boundTo) {
        String seal = Seal.of(session, realm, sealed(boundTo));
        return scopes.and(new ScopeList(List.of(PREFIX + level + SEPARATOR + seal)));
    }

    public static boolean isSealed(ScopeList stored) {
        return seal(stored).isPresent();
    }

    /** @return empty if there is no seal, or if it was created for another grant or by another party */
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

    /** Returns the scope without the product's tokens: the seal and the API. */
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
