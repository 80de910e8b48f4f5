package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.MapperConfig;
import io.github.permissionscopes.config.MapperConfig.Include;
import io.github.permissionscopes.realm.HeldOnApis;
import io.github.permissionscopes.realm.PermissionNames;
import io.github.permissionscopes.telemetry.LargeClaim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/**
 * The claim with the subject's permissions, for APIs that read permissions instead of scopes.
 *
 * <p>It agrees with the rule: it never names a permission that the subject does not hold. In mode {@code report}, in
 * which refused scopes stay in the token, it names only the permissions of the scopes that enforcement would keep. No
 * API relies on a new claim yet, so APIs can learn to read it before the realm enforces.
 *
 * @param client the client whose scopes the token has
 * @param userSession the session of the user whose permissions the claim names
 */
record PermissionsClaim(
        KeycloakSession session, ClientModel client, UserSessionModel userSession, MapperConfig config) {

    private static final Logger LOG = Logger.getLogger(PermissionsClaim.class);

    /** Writes the claim, even if it is empty. */
    List<String> addTo(AccessToken token, TokenScopes scopes) {
        List<String> names = names(scopes);
        if (!write(token.getOtherClaims(), config.claim(), names)) {
            LOG.warnf(
                    "There is no room for the claim %s in a token for client %s: another mapper has written a value there",
                    String.join(".", config.claim()), client.getId());
        }
        return names;
    }

    /** @return the distinct names, sorted; empty if the permissions cannot be read */
    private List<String> names(TokenScopes scopes) {
        try {
            return config.include() == Include.ALL ? all(scopes) : granted(scopes);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.errorf(
                    e,
                    "The permissions of user %s could not be read; the claim for client %s names none",
                    userSession.getUser().getId(),
                    client.getId());
            return List.of();
        }
    }

    private List<String> granted(TokenScopes scopes) {
        return PermissionNames.of(
                client.getRealm(), scopes.permissions(), namedApi().orElseGet(scopes::apis));
    }

    /** A token without a protected scope is for every API that the client may request scopes of. */
    private List<String> all(TokenScopes scopes) {
        Optional<Set<String>> named = namedApi();
        Set<String> apis = named.orElseGet(() -> scopes.hasProtected() ? scopes.apis() : HeldOnApis.apisOf(client));
        Set<String> permissions = new HashSet<>(scopes.permissions());
        permissions.addAll(HeldOnApis.permissions(client.getRealm(), userSession.getUser(), apis));
        if (named.isEmpty() && !scopes.hasProtected()) {
            permissions.addAll(HeldOnApis.permissionsOfNoApi(client, userSession.getUser()));
        }
        return PermissionNames.of(client.getRealm(), permissions, apis);
    }

    /** @return the client ID of the one API that the request or the introspected token is for */
    private Optional<Set<String>> namedApi() {
        return IssuanceTarget.of(session).map(api -> api.isKnown() ? Set.of(api.clientId()) : Set.of());
    }

    /** @return false if the path contains a value that has no members */
    private static boolean write(Map<String, Object> claims, List<String> path, List<String> names) {
        Map<String, Object> holder = claims;
        for (String outer : path.subList(0, path.size() - 1)) {
            Object members = holder.computeIfAbsent(outer, name -> new LinkedHashMap<>());
            if (!(members instanceof Map)) {
                return false;
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> inner = (Map<String, Object>) members;
            holder = inner;
        }
        holder.put(path.get(path.size() - 1), names);
        return true;
    }

    /** The token is issued complete: a shortened claim would be wrong without anyone noticing. */
    void warnIfLarge(List<String> names) {
        int size = size(names);
        if (config.maxSize() == 0 || size <= config.maxSize()) {
            return;
        }
        LargeClaim large = new LargeClaim(client, userSession, size, config.maxSize());
        Optional<EventBuilder> event = RequestState.of(session).event();
        if (event.isPresent()) {
            large.report(event.get());
        } else if (userSession.getPersistenceState() != SessionPersistenceState.TRANSIENT) {
            // Not for a token that the admin console only displays (ClientScopeEvaluateResource).
            large.report(session);
        }
    }

    private static int size(List<String> names) {
        try {
            return JsonSerialization.writeValueAsBytes(names).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
