package io.github.permissionscopes.resource;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.StandardScopes;
import io.github.permissionscopes.realm.ScopeApi;
import io.github.permissionscopes.realm.ScopeRules;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/**
 * The APIs that a client may name as a target: those that one of its default or optional client scopes belongs to. The
 * administrator who assigned the scopes has thereby allowed it.
 *
 * <p>No other client of the realm is considered, neither its client ID nor its {@code resource_url}: registering or
 * editing a client cannot take a name away from an API. A lookup only reads the client's own scopes, whether such an
 * API exists or not.
 */
public final class ApiLookup {

    /** Keycloak's own form for a client ID, since 26.7 ({@code ResourceIndicatorConstants}). */
    public static final String CLIENT_URN = "urn:client:";

    private final RealmModel realm;
    private final ClientModel client;
    private final List<ClientScopeModel> optional;
    private final List<ClientScopeModel> defaults;

    private ApiLookup(ClientModel client, List<ClientScopeModel> optional, List<ClientScopeModel> defaults) {
        this.realm = client.getRealm();
        this.client = client;
        this.optional = optional;
        this.defaults = defaults;
    }

    /** @param asking the client that sent the request */
    public static ApiLookup of(ClientModel asking) {
        return new ApiLookup(asking, scopes(asking, false), scopes(asking, true));
    }

    private static List<ClientScopeModel> scopes(ClientModel asking, boolean defaults) {
        return asking.getClientScopes(defaults).values().stream()
                // Keycloak maps a role to offline_access and assigns it to every client.
                .filter(scope -> StandardScopes.mayBeOfApi(scope.getName()))
                .toList();
    }

    /** @return whether the product covers the client at all */
    public boolean hasProtectedScope() {
        return rules().findAny().isPresent();
    }

    /**
     * @param names of APIs that the client may not name
     * @return false if the settings only report on the API of that name, or on all APIs that the client has protected
     *     scopes of
     */
    public boolean isEnforced(Settings settings, Collection<String> names) {
        boolean reportsOn = settings.reportOnlyApis().stream()
                .map(realm::getClientByClientId)
                .filter(Objects::nonNull)
                .anyMatch(api -> names.stream().allMatch(name -> isNamed(api, name) || name.equals(api.getId())));
        return !reportsOn && (!hasProtectedScope() || rules().anyMatch(rule -> settings.enforces(rule.apis())));
    }

    private Stream<ScopeRule> rules() {
        return Stream.concat(
                        optional.stream().map(ScopeRules::of),
                        defaults.stream().map(scope -> ScopeRules.ofDefault(scope, client)))
                .flatMap(Optional::stream);
    }

    /**
     * @param name a client ID, with or without {@code urn:client:}, or the value of a client's attribute
     *     {@code resource_url}
     * @return the enabled API of that name; empty if there is none, or if the name or the audience of its token is
     *     ambiguous
     */
    public Optional<ClientModel> find(String name) {
        List<Api> apis = apis();
        return best(apis, name)
                .filter(api -> best(apis, audience(api)).filter(api::equals).isPresent());
    }

    /**
     * @param id Keycloak's id of the API's client; in grants of earlier versions a name as in {@link #find}
     * @return the enabled API, whatever its current name
     */
    public Optional<ClientModel> carried(String id) {
        return apis().stream()
                .map(Api::client)
                .filter(client -> client.getId().equals(id))
                .findFirst()
                .or(() -> find(id));
    }

    /** @return the audience of a token for this API alone: its identifier or, without one, its client ID */
    public static String audience(ClientModel api) {
        String identifier = api.getAttribute(PermissionScopes.RESOURCE_URL);
        return identifier == null || identifier.isBlank() ? api.getClientId() : identifier;
    }

    /** @return whether this is one of the client's names */
    public static boolean isNamed(ClientModel client, String name) {
        return name.equals(client.getClientId())
                || name.equals(audience(client))
                || name.equals(CLIENT_URN + client.getClientId());
    }

    private static Optional<ClientModel> best(List<Api> apis, String name) {
        List<Api> named =
                apis.stream().filter(api -> isNamed(api.client(), name)).toList();
        Optional<Api> best = named.stream().max(Api.RANK);
        return best.filter(first ->
                        named.stream().noneMatch(api -> !api.equals(first) && Api.RANK.compare(api, first) == 0))
                .map(Api::client);
    }

    private List<Api> apis() {
        Map<String, Boolean> defined = new LinkedHashMap<>();
        for (ClientScopeModel scope :
                Stream.concat(optional.stream(), defaults.stream()).toList()) {
            String named = scope.getAttribute(PermissionScopes.API);
            ScopeApi.idsOf(scope).forEach(id -> defined.merge(id, id.equals(named), Boolean::logicalOr));
        }
        return defined.entrySet().stream()
                .flatMap(entry -> Stream.ofNullable(realm.getClientByClientId(entry.getKey()))
                        .map(client -> new Api(client, entry.getValue())))
                .filter(api -> api.client().isEnabled())
                .toList();
    }

    /**
     * @param isDefined whether a scope names this API as its own. A statement of the API's client does not count, since
     *     the client's owner may be able to edit it
     */
    private record Api(ClientModel client, boolean isDefined) {

        /**
         * Decides which of two APIs a name belongs to: an administrator's API comes before one whose owner may change
         * its names.
         */
        static final Comparator<Api> RANK = Comparator.comparing(Api::isDefined)
                .thenComparing(api -> api.client().getRegistrationToken() == null);
    }
}
