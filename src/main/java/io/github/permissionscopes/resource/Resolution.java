package io.github.permissionscopes.resource;

import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.Optional;

/** The result of resolving the API names in a request. */
public sealed interface Resolution {

    /**
     * The API that the scopes are judged for.
     *
     * @return empty if none is named, if naming it changes nothing, or if a wrong name is only reported
     * @throws InvalidTarget for a wrong name, if the realm enforces
     */
    Optional<TargetApi> target();

    /** No API is named, or the product does not cover the client or the realm: the request continues unchanged. */
    record None() implements Resolution {
        @Override
        public Optional<TargetApi> target() {
            return Optional.empty();
        }
    }

    /** The request names an API of the client. */
    record Found(TargetApi api, Effect effect) implements Resolution {
        @Override
        public Optional<TargetApi> target() {
            return effect == Effect.REPORT_ONLY ? Optional.empty() : Optional.of(api);
        }
    }

    /** The effect of naming an API. */
    enum Effect {
        /** Scopes are judged for this API, and tokens are narrowed to it. */
        NARROWS,
        /** The realm only reports: scopes are judged for this API, and tokens stay unchanged. */
        FORESEEN,
        /**
         * The realm enforces but only reports on this API: naming it changes nothing. Otherwise a client could keep a
         * scope of an enforced API by naming another API that shares it.
         */
        REPORT_ONLY
    }

    /**
     * The request names several APIs, or one that none of the client's scopes belongs to.
     *
     * @param description for the client; discloses nothing that the client does not know
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
