package io.github.permissionscopes.resource;

import io.github.permissionscopes.resource.Resolution.Effect;
import io.github.permissionscopes.resource.Resolution.Found;
import io.github.permissionscopes.resource.Resolution.Refused;
import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.Optional;

/**
 * The API that the current HTTP request names for its tokens, shared by the code that issues, checks and reports them.
 * It is resolved where the product judges the scopes, and read where tokens are created. If a request does several
 * things, the last name counts.
 */
public final class RequestTarget {

    private Optional<TargetApi> api = Optional.empty();
    private Optional<TargetApi> reportOnly = Optional.empty();
    private Optional<RefusedResource> refused = Optional.empty();
    private Optional<String> grant = Optional.empty();

    /** Stores a resolution; does nothing if no API was named. */
    public void put(Resolution resolution) {
        if (resolution instanceof Found found) {
            if (found.effect() == Effect.REPORT_ONLY) {
                reportOnly = Optional.of(found.api());
            } else if (found.effect() == Effect.NARROWS) {
                api = Optional.of(found.api());
            }
        } else if (resolution instanceof Refused wrong) {
            refused = Optional.of(wrong.resource());
        }
    }

    /** Narrows the tokens of this request to this API. */
    public void narrowTo(TargetApi target) {
        api = Optional.of(target);
    }

    /**
     * @return the API of the tokens that this request issues, or of the token that it introspects; an unknown one if
     *     the API no longer exists; empty if none is named, or if the realm does not enforce
     */
    public Optional<TargetApi> api() {
        return api;
    }

    /**
     * @return the API that the request or the redeemed grant names and that is only reported on while the realm
     *     enforces. Once the API is enforced, the grant may become one for it
     */
    public Optional<TargetApi> reportOnly() {
        return reportOnly;
    }

    /** @return the name that is not an API of the client, or the names if there are several */
    public Optional<RefusedResource> refused() {
        return refused;
    }

    /**
     * Stores the API of the grant. A grant for one API stays so even if nothing is enforced for a while, when its
     * tokens are for all APIs.
     *
     * @param id the API of the grant that this request redeems, as {@link TargetApi#id}
     */
    public void ofGrant(String id) {
        grant = Optional.of(id);
    }

    /** @return the API of the grant that this request redeems; empty if there is no grant, or if it is for all APIs */
    public Optional<String> grant() {
        return grant;
    }
}
