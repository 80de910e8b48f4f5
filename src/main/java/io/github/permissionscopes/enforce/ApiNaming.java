package io.github.permissionscopes.enforce;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.realm.ApiLookup;
import io.github.permissionscopes.realm.RealmSwitch;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * From what a request names to the API that its token is for. The parameters are {@code resource} (RFC 8707 §2) and
 * {@code audience}, which says the same; either gives a client ID or the client attribute {@code resource_url}.
 */
public final class ApiNaming {

    public static final String RESOURCE = "resource";
    public static final String AUDIENCE = "audience";

    /** Under this name what was granted is kept: in refresh tokens, device codes and backchannel requests. */
    public static final String GRANTED = "permission_scopes_resource";

    /** Keycloak's own form for a client ID, since 26.7 ({@code ResourceIndicatorConstants}). */
    private static final String CLIENT_URN = "urn:client:";

    private static final Logger LOG = Logger.getLogger(ApiNaming.class);

    private ApiNaming() {}

    /**
     * @param values by the name of a parameter, its values; null for none
     * @return all that is named, {@code resource} first
     */
    public static Set<String> in(Function<String, ? extends Collection<String>> values) {
        Set<String> names = new LinkedHashSet<>();
        for (String parameter : List.of(RESOURCE, AUDIENCE)) {
            Collection<String> named = values.apply(parameter);
            if (named != null) {
                named.stream().filter(name -> name != null && !name.isBlank()).forEach(names::add);
            }
        }
        return names;
    }

    /**
     * Takes the API that is named and remembers it as that of the running request.
     *
     * @return empty where none is named, where the switch is off, and where the API is only reported on: naming it changes
     *     nothing then. A realm that only reports gets the API and does not remember it
     * @throws InvalidTarget for an unknown API and for several ones, if the realm enforces
     */
    public static Optional<NamedApi> take(KeycloakSession session, ClientModel asking, Collection<String> names) {
        Optional<Settings> settings = RealmSwitch.settings(asking.getRealm());
        if (names.isEmpty() || settings.isEmpty()) {
            return Optional.empty();
        }
        boolean enforces = settings.get().mode() == Mode.ENFORCE;
        try {
            NamedApi api = only(asking, names);
            if (enforces && !settings.get().enforces(Set.of(api.clientId()))) {
                return Optional.empty();
            }
            if (enforces) {
                api.remember(session);
            }
            return Optional.of(api);
        } catch (InvalidTarget e) {
            if (enforces) {
                throw e;
            }
            LOG.infof("client=%s mode=report invalid_target: %s", asking.getId(), e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * As {@link #take}, where a grant is used: the same API or nothing may be named (RFC 8707 §2.2).
     *
     * @param granted the API of the grant, as it was named; empty for none
     * @param names what the request names
     */
    public static Optional<NamedApi> takeGranted(
            KeycloakSession session, ClientModel asking, Optional<String> granted, Collection<String> names) {
        if (granted.isEmpty() && !enforces(asking)) {
            return take(session, asking, names);
        }
        Optional<NamedApi> named = take(session, asking, names);
        Optional<NamedApi> api = take(session, asking, granted.map(List::of).orElse(List.of()));
        if (named.isPresent()
                && !named.map(NamedApi::clientId).equals(api.map(NamedApi::clientId))
                && enforces(asking)) {
            throw new InvalidTarget("The resource is not the one that was granted");
        }
        return api;
    }

    /** As {@link #take}; an API that is not there any more is an unknown one, and no error yet. */
    public static Optional<NamedApi> lenient(KeycloakSession session, ClientModel asking, String name) {
        try {
            return take(session, asking, List.of(name));
        } catch (InvalidTarget gone) {
            return Optional.of(NamedApi.unknown(name));
        }
    }

    /**
     * What {@link #take} takes of one name under these settings, whatever the switch says, without remembering it: for an
     * answer to what would be.
     *
     * @throws InvalidTarget for an unknown API
     */
    public static Optional<NamedApi> named(ClientModel asking, String name, Settings settings) {
        NamedApi api = find(asking, name);
        return settings.mode() == Mode.ENFORCE && !settings.enforces(Set.of(api.clientId()))
                ? Optional.empty()
                : Optional.of(api);
    }

    private static boolean enforces(ClientModel asking) {
        return RealmSwitch.enforces(asking.getRealm());
    }

    private static NamedApi only(ClientModel asking, Collection<String> names) {
        List<NamedApi> apis = names.stream().map(name -> find(asking, name)).toList();
        if (apis.stream().map(NamedApi::clientId).distinct().count() > 1) {
            throw new InvalidTarget("Several resources are named; a token is for one");
        }
        return apis.get(0);
    }

    private static NamedApi find(ClientModel asking, String name) {
        String id = name.startsWith(CLIENT_URN) ? name.substring(CLIENT_URN.length()) : name;
        return ApiLookup.find(asking, id)
                .map(client -> new NamedApi(client.getClientId(), id))
                .orElseThrow(() -> new InvalidTarget("The resource is unknown"));
    }
}
