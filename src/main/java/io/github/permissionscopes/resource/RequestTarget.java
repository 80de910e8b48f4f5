package io.github.permissionscopes.resource;

import io.github.permissionscopes.resource.Resolution.Effect;
import io.github.permissionscopes.resource.Resolution.Found;
import io.github.permissionscopes.resource.Resolution.Refused;
import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.Optional;

/**
 * What the running HTTP request has named as the API of its tokens, for whoever issues, checks or reports them. It is
 * resolved where the product judges the scopes, and read where tokens are made. Where a request does several things, the last name counts.
 */
public final class RequestTarget {

    private Optional<TargetApi> api = Optional.empty();
    private Optional<TargetApi> reportOnly = Optional.empty();
    private Optional<RefusedResource> refused = Optional.empty();
    private Optional<String> grant = Optional.empty();

    /** Keeps what was resolved; nothing, where nothing was named. */
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
     * @return the API of the tokens that this request issues, or of the token that it introspects; an unknown one where there
     *     is no such API any more, empty where none is named, and where the realm does not enforce
     */
    public Optional<TargetApi> api() {
        return api;
    }

    /**
     * @return the API that was named, or that the grant in use is for, and is only reported on while the realm enforces. Once
     *     it is not any more, a grant may become one for it
     */
    public Optional<TargetApi> reportOnly() {
        return reportOnly;
    }

    /** @return what was named and is no API of the client's, or more than one */
    public Optional<RefusedResource> refused() {
        return refused;
    }

    /**
     * A grant for one API stays one while nothing is enforced for a time, and its tokens are for all.
     *
     * @param id of the API of the grant that this request uses, as {@link TargetApi#id}
     */
    public void ofGrant(String id) {
        grant = Optional.of(id);
    }

    /** @return the API of the grant that this request uses; empty where it uses none, or one that is for all */
    public Optional<String> grant() {
        return grant;
    }
}
