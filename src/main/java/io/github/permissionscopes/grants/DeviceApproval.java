package io.github.permissionscopes.grants;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.ScopeList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * The scopes of a device's request that a login left. They are stored in the device code, per user session in which the
 * user code was entered; the session that approves it counts. The requested scopes stay beside them, so that the next
 * user is judged afresh.
 *
 * <p>The approval preserves the entries, since it copies parameters that Keycloak does not know
 * ({@code OAuth2DeviceCodeModel.approve}).
 */
public final class DeviceApproval {

    // Keys in OAuth2DeviceCodeModel.toMap.
    private static final String OURS = "additional_param_permission_scopes_granted.";
    private static final String REQUESTED = "additional_param_permission_scopes_requested";
    private static final String SCOPE = "scope";
    private static final String USER_SESSION = "uid";
    private static final String DENIED = "denied";
    private static final String EXPIRATION = "exp";
    private static final String INTERVAL = "int";

    /**
     * Seconds. As {@code DeviceEndpoint}: an expired code stays a little longer, so that the device gets a precise
     * error.
     */
    private static final int GRACE = 10;

    private DeviceApproval() {}

    /** @param userSession the current or future id of the user session */
    public static void keep(
            KeycloakSession session, RealmModel realm, String deviceCode, String userSession, SealedGrant grant) {
        String key = OAuth2DeviceCodeModel.createKey(deviceCode);
        Map<String, String> data = session.singleUseObjects().get(key);
        if (data == null || !isPending(data)) {
            return;
        }
        Map<String, String> kept = new HashMap<>(data);
        kept.put(
                OURS + userSession,
                grant.seal(session, realm, deviceCode, userSession).toString());
        if (!kept.equals(data)) {
            // Written immediately: the approval, possibly in this same request, reads it from the store.
            session.singleUseObjects().replace(key, kept);
            keepLifespan(session, key);
        }
    }

    /**
     * @param data of the device code
     * @return what was granted in the approving user session, which is nothing if only other sessions were asked; empty
     *     for a device code that was approved while nothing was enforced
     * @throws IllegalStateException if it cannot be read, since the realm's key is gone; the requested scopes never
     *     replace it
     */
    public static Optional<SealedGrant> of(
            KeycloakSession session, RealmModel realm, String deviceCode, Map<String, String> data) {
        String userSession = data.get(USER_SESSION);
        String stored = data.get(OURS + userSession);
        if (stored == null) {
            boolean keptForAnother = data.keySet().stream().anyMatch(name -> name.startsWith(OURS));
            return keptForAnother ? Optional.of(SealedGrant.NOTHING) : Optional.empty();
        }
        // A device can send a parameter with this name, but cannot seal it.
        Optional<SealedGrant> granted =
                SealedGrant.open(session, realm, ScopeList.parse(stored), deviceCode, userSession);
        if (granted.isEmpty()) {
            throw new IllegalStateException("The device code has a seal that is not this realm's");
        }
        return granted;
    }

    /**
     * @return the scopes that the device requested. They are stored apart, since a poll that comes too soon narrows the
     *     stored scope without a token response. Before that, the scope is as the device sent it, so tokens with the
     *     product's names are removed
     */
    public static ScopeList requested(
            KeycloakSession session, RealmModel realm, String deviceCode, Map<String, String> data) {
        return SealedGrant.open(session, realm, ScopeList.parse(data.get(REQUESTED)), deviceCode)
                .map(SealedGrant::scopes)
                .orElseGet(() -> SealedGrant.withoutOurs(ScopeList.parse(data.get(SCOPE))));
    }

    /** @return the data, with the scopes that {@link #requested} returns, independent of the stored scope */
    public static Map<String, String> keepRequested(
            KeycloakSession session,
            RealmModel realm,
            String deviceCode,
            Map<String, String> data,
            ScopeList requested) {
        Map<String, String> kept = new HashMap<>(data);
        kept.put(
                REQUESTED,
                new SealedGrant(requested, 0).seal(session, realm, deviceCode).toString());
        return kept;
    }

    private static boolean isPending(Map<String, String> data) {
        return data.get(USER_SESSION) == null && data.get(DENIED) == null;
    }

    /**
     * Replacing an object removes its lifespan: a device code that is neither approved nor denied would never expire.
     * At the end of the request its current state is therefore put again; doing so earlier would undo an approval.
     */
    private static void keepLifespan(KeycloakSession session, String key) {
        if (!RequestState.of(session).isFirst(new KeptLifespan(key))) {
            return;
        }
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                SingleUseObjectProvider store = session.singleUseObjects();
                Map<String, String> data = store.get(key);
                long lifespan = data == null ? 0 : lifespan(data);
                if (lifespan > 0 && isPending(data)) {
                    store.put(key, lifespan, data);
                }
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private record KeptLifespan(String key) {}

    private static long lifespan(Map<String, String> data) {
        return Long.parseLong(data.get(EXPIRATION)) + Long.parseLong(data.get(INTERVAL)) + GRACE - Time.currentTime();
    }
}
