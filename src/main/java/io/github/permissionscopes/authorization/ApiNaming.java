package io.github.permissionscopes.authorization;

import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.realm.ApiLookup;
import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * From what a request names to the API that its token is for. The parameters are {@code resource} (RFC 8707 §2) and
 * {@code audience}, which says the same. A client names APIs of its own scopes only ({@link ApiLookup}).
 */
public final class ApiNaming {

    public static final String RESOURCE = "resource";
    public static final String AUDIENCE = "audience";

    /** Under this name what was granted is kept: in refresh tokens, device codes and backchannel requests. */
    public static final String GRANTED = "permission_scopes_resource";

    /** There, in a refresh token: nothing was named while the realm enforced, and nothing may be named later. */
    public static final String GRANTED_FOR_ALL = "";

    private static final String ONLY_REPORTED = "permissionScopes.reportedApi";

    private ApiNaming() {}

    /**
     * @param values by the name of a parameter, its values, as the client has sent them; null for none
     * @return all that is named, {@code resource} first. A value that is blank is a name too, of no API
     */
    public static Set<String> in(Function<String, ? extends Collection<String>> values) {
        Set<String> names = new LinkedHashSet<>();
        for (String parameter : List.of(RESOURCE, AUDIENCE)) {
            Collection<String> named = values.apply(parameter);
            if (named != null) {
                named.stream().filter(Objects::nonNull).forEach(names::add);
            }
        }
        return names;
    }

    /**
     * @return whether these parameters mean something for this client. A client without protected scopes goes on as without
     *     the product, whatever it names
     */
    public static boolean concerns(ClientModel asking) {
        return RealmSwitch.isOn(asking.getRealm()) && ApiLookup.of(asking).hasProtectedScope();
    }

    /**
     * Takes the API that is named and remembers it as that of the running request.
     *
     * @return empty where none is named, where the switch is off, for a client without protected scopes, and where the API
     *     is only reported on: naming it changes nothing. A realm that only reports gets the API and does not remember it
     * @throws InvalidTarget for several APIs, and for one that none of the client's scopes belongs to. It is only reported
     *     where the realm, or all that the client has protected scopes of, is only reported on
     */
    public static Optional<NamedApi> take(KeycloakSession session, ClientModel asking, Collection<String> names) {
        Optional<Settings> settings = RealmSwitch.settings(asking.getRealm());
        if (names.isEmpty() || settings.isEmpty()) {
            return Optional.empty();
        }
        ApiLookup apis = ApiLookup.of(asking);
        return apis.hasProtectedScope()
                ? take(session, settings.get(), apis, names, () -> only(apis, names))
                : Optional.empty();
    }

    /**
     * As {@link #take}, of what a grant carries: it stays one for this API, also under another client ID.
     *
     * @param name as {@link NamedApi#name}; grants of earlier versions carry the name that the client gave
     */
    public static Optional<NamedApi> carried(KeycloakSession session, ClientModel asking, String name) {
        return RealmSwitch.settings(asking.getRealm()).flatMap(settings -> {
            ApiLookup apis = ApiLookup.of(asking);
            return take(session, settings, apis, List.of(name), () -> known(apis.carried(name)));
        });
    }

    /**
     * As {@link #take}, where a grant is used: the same API or nothing may be named (RFC 8707 §2.2).
     *
     * @param granted the API of the grant, as in {@link #carried}; empty for none
     * @param names what the request names
     */
    public static Optional<NamedApi> takeGranted(
            KeycloakSession session, ClientModel asking, Optional<String> granted, Collection<String> names) {
        boolean enforces = RealmSwitch.enforces(asking.getRealm());
        Optional<NamedApi> named = take(session, asking, names);
        if (granted.isEmpty() && !enforces) {
            return named;
        }
        Optional<NamedApi> api = granted.flatMap(name -> carried(session, asking, name));
        if (named.isPresent() && !named.map(NamedApi::clientId).equals(api.map(NamedApi::clientId)) && enforces) {
            throw new InvalidTarget("The resource is not the one that was granted");
        }
        return api;
    }

    /**
     * What {@link #take} takes of one name under these settings, whatever the switch says, without remembering it: for an
     * answer to what would be.
     *
     * @throws InvalidTarget for an unknown API
     */
    public static Optional<NamedApi> named(ClientModel asking, String name, Settings settings) {
        ApiLookup apis = ApiLookup.of(asking);
        if (!apis.hasProtectedScope()) {
            return Optional.empty();
        }
        NamedApi api = find(apis, name);
        return isOnlyReportedOn(api, settings) ? Optional.empty() : Optional.of(api);
    }

    /**
     * @return the API that was named in this HTTP request, or in the grant that it uses, and is only reported on while the
     *     realm enforces. Once it is not any more, a grant may become one for it
     */
    public static Optional<NamedApi> onlyReportedOn(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ONLY_REPORTED, NamedApi.class));
    }

    private static Optional<NamedApi> take(
            KeycloakSession session,
            Settings settings,
            ApiLookup apis,
            Collection<String> names,
            Supplier<NamedApi> named) {
        try {
            NamedApi api = named.get();
            if (isOnlyReportedOn(api, settings)) {
                session.setAttribute(ONLY_REPORTED, api);
                return Optional.empty();
            }
            if (settings.mode() == Mode.ENFORCE) {
                api.remember(session);
            }
            return Optional.of(api);
        } catch (InvalidTarget invalid) {
            boolean enforced = settings.mode() == Mode.ENFORCE && apis.isEnforced(settings, names);
            RefusedResource.note(session, new RefusedResource(List.copyOf(names), settings.mode(), enforced));
            TokenRequest.running(session).ifPresent(request -> RefusedResource.report(session, request.getEvent()));
            if (enforced) {
                throw invalid;
            }
            return Optional.empty();
        }
    }

    /** Otherwise a client could keep a scope of an enforced API by naming another one that shares it. */
    private static boolean isOnlyReportedOn(NamedApi api, Settings settings) {
        return settings.mode() == Mode.ENFORCE && !settings.enforces(Set.of(api.clientId()));
    }

    private static NamedApi only(ApiLookup apis, Collection<String> names) {
        List<NamedApi> named = names.stream().map(name -> find(apis, name)).toList();
        if (named.stream().map(NamedApi::clientId).distinct().count() > 1) {
            throw new InvalidTarget("Several resources are named; a token is for one");
        }
        return named.get(0);
    }

    private static NamedApi find(ApiLookup apis, String name) {
        return known(apis.find(name));
    }

    private static NamedApi known(Optional<ClientModel> api) {
        return api.map(NamedApi::of)
                .orElseThrow(
                        () -> new InvalidTarget("The resource is unknown, or none that this client has a scope of"));
    }
}
