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
 * The claim that names the subject's permissions, for APIs that look at permissions and not at scopes.
 *
 * <p>It agrees with the rule: it never names a permission that the subject does not hold. In mode {@code report}, in which
 * refused scopes stay in the token, it names the permissions of those that would be left: nobody relies on the claim
 * before it is there, and so the APIs can learn to read it before the realm enforces.
 *
 * @param client whose scopes the token has
 * @param userSession whose user's permissions the claim names
 */
record PermissionsClaim(
        KeycloakSession session, ClientModel client, UserSessionModel userSession, MapperConfig config) {

    private static final Logger LOG = Logger.getLogger(PermissionsClaim.class);

    /** Writes the claim, also where there is nothing to name. */
    List<String> addTo(AccessToken token, TokenScopes scopes) {
        List<String> names = names(scopes);
        if (!write(token.getOtherClaims(), config.claim(), names)) {
            LOG.warnf(
                    "There is no room for the claim %s in a token for client %s: another mapper has written a value there",
                    String.join(".", config.claim()), client.getId());
        }
        return names;
    }

    /** @return each once, sorted; none where the permissions cannot be read */
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

    /** A token without a protected scope is for whatever the client may ask for. */
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

    /** @return the client id of the one API that the request, or the token that is introspected, names */
    private Optional<Set<String>> namedApi() {
        return IssuanceTarget.of(session).map(api -> api.isKnown() ? Set.of(api.clientId()) : Set.of());
    }

    /** @return whether there was room: a value that has no members has none */
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

    /** The token is issued whole: without some of the names it would be wrong, and nobody would know. */
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
            // Not for a token that the admin console only shows (ClientScopeEvaluateResource).
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
