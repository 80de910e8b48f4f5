package io.github.permissionscopes.resource;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.resource.Resolution.Effect;
import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;

/**
 * Resolves the API names in a request to the API that its token is for. It only reads the realm. A client can name only
 * APIs of its own scopes ({@link ApiLookup}).
 *
 * @param settings of the realm; empty while the switch is off
 * @param client the requesting client
 */
public record TargetResolver(Optional<Settings> settings, ClientModel client) {

    private static final Resolution NONE = new Resolution.None();
    private static final String UNKNOWN = "The resource is unknown, or none that this client has a scope of";
    private static final String SEVERAL = "Several resources are named; a token is for one";

    /** Whether naming an API has a meaning for this client. For a client without protected scopes it has none. */
    public boolean concerns() {
        return settings.isPresent() && ApiLookup.of(client).hasProtectedScope();
    }

    public boolean enforces() {
        return settings.filter(found -> found.mode() == Mode.ENFORCE).isPresent();
    }

    /** @param names all names in a request, as the client sent them */
    public Resolution named(Collection<String> names) {
        if (names.isEmpty() || settings.isEmpty()) {
            return NONE;
        }
        ApiLookup apis = ApiLookup.of(client);
        if (!apis.hasProtectedScope()) {
            return NONE;
        }
        List<Optional<ClientModel>> found = names.stream().map(apis::find).toList();
        if (found.stream().anyMatch(Optional::isEmpty)) {
            return refused(settings.get(), apis, names, UNKNOWN);
        }
        List<TargetApi> distinct = found.stream()
                .flatMap(Optional::stream)
                .map(TargetApi::of)
                .distinct()
                .toList();
        return distinct.size() > 1
                ? refused(settings.get(), apis, names, SEVERAL)
                : found(settings.get(), distinct.get(0));
    }

    /**
     * Resolves the API that a grant carries, even if its client ID has changed.
     *
     * @param id as {@link TargetApi#id}; grants of earlier versions carry the name that the client sent
     */
    public Resolution carried(String id) {
        if (settings.isEmpty()) {
            return NONE;
        }
        ApiLookup apis = ApiLookup.of(client);
        return apis.carried(id)
                .map(api -> found(settings.get(), TargetApi.of(api)))
                .orElseGet(() -> refused(settings.get(), apis, List.of(id), UNKNOWN));
    }

    private static Resolution found(Settings settings, TargetApi api) {
        if (settings.mode() == Mode.REPORT) {
            return new Resolution.Found(api, Effect.FORESEEN);
        }
        return new Resolution.Found(
                api, settings.enforces(Set.of(api.clientId())) ? Effect.NARROWS : Effect.REPORT_ONLY);
    }

    /**
     * Refused names are only reported if the realm, or every API that the client has protected scopes of, is only
     * reported on.
     */
    private static Resolution refused(Settings settings, ApiLookup apis, Collection<String> names, String description) {
        boolean enforced = settings.mode() == Mode.ENFORCE && apis.isEnforced(settings, names);
        return new Resolution.Refused(new RefusedResource(List.copyOf(names), settings.mode(), enforced), description);
    }
}
