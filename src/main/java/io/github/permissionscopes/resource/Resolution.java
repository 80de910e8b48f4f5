package io.github.permissionscopes.resource;

import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.Optional;

/** What becomes of the names of APIs in a request. */
public sealed interface Resolution {

    /**
     * The API for which the scopes are judged.
     *
     * @return empty where none is named, where naming it changes nothing, and where a wrong name is only reported
     * @throws InvalidTarget for a wrong name, where the realm enforces
     */
    Optional<TargetApi> target();

    /** Nothing is named, or the product is not about the client or the realm: the request goes on as without it. */
    record None() implements Resolution {
        @Override
        public Optional<TargetApi> target() {
            return Optional.empty();
        }
    }

    /** An API of the client is named. */
    record Found(TargetApi api, Effect effect) implements Resolution {
        @Override
        public Optional<TargetApi> target() {
            return effect == Effect.REPORT_ONLY ? Optional.empty() : Optional.of(api);
        }
    }

    /** What naming an API does. */
    enum Effect {
        /** Scopes are judged for this API, and tokens are narrowed to it. */
        NARROWS,
        /** The realm only reports: scopes are judged for this API, and tokens stay as they are. */
        FORESEEN,
        /**
         * The realm enforces and this API is only reported on: naming it changes nothing. Otherwise a client could keep a
         * scope of an enforced API by naming another one that shares it.
         */
        REPORT_ONLY
    }

    /**
     * Several APIs are named, or one that none of the client's scopes belongs to.
     *
     * @param description for the client; it says nothing that the client does not know
     */
    record Refused(RefusedResource resource, String description) implements Resolution {
        @Override
        public Optional<TargetApi> target() {
            if (resource.enforced()) {
                throw new InvalidTarget(description);
            }
            return Optional.empty();
        }
    }
}
