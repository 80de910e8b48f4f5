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
 * The APIs that a client may name: those that a scope of the client, default or optional, belongs to. Who assigns scopes has
 * allowed it.
 *
 * <p>No other client of the realm is looked at, neither its client ID nor its {@code resource_url}: what somebody registers
 * or writes there takes no name away from an API. And a name costs a look at the client's own scopes, whether there is such
 * an API or not.
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

    /** @param asking the client whose request it is */
    public static ApiLookup of(ClientModel asking) {
        return new ApiLookup(asking, scopes(asking, false), scopes(asking, true));
    }

    private static List<ClientScopeModel> scopes(ClientModel asking, boolean defaults) {
        return asking.getClientScopes(defaults).values().stream()
                // Keycloak maps a role to it, and gives it to every client.
                .filter(scope -> StandardScopes.mayBeOfApi(scope.getName()))
                .toList();
    }

    /** @return whether the product is about the client at all */
    public boolean hasProtectedScope() {
        return rules().findAny().isPresent();
    }

    /**
     * @param names of APIs that the client may not name
     * @return whether these settings do not only report on that: neither on the API of that name nor on all that the client
     *     has protected scopes of
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
     * @param name a client ID, with or without {@code urn:client:}, or the value of a client's attribute {@code
     *     resource_url}
     * @return the enabled API of that name; empty where there is none, and where the name, or the audience that its token
     *     would have, is another API's too
     */
    public Optional<ClientModel> find(String name) {
        List<Api> apis = apis();
        return best(apis, name)
                .filter(api -> best(apis, audience(api)).filter(api::equals).isPresent());
    }

    /**
     * @param id of Keycloak's, of the API's client; or a name as in {@link #find}, in grants of earlier versions
     * @return the enabled API, whatever it is called by now
     */
    public Optional<ClientModel> carried(String id) {
        return apis().stream()
                .map(Api::client)
                .filter(client -> client.getId().equals(id))
                .findFirst()
                .or(() -> find(id));
    }

    /** @return the audience of a token that is for this API alone: its identifier, else its client ID */
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
        return best.filter(first -> named.stream().noneMatch(api -> api != first && Api.RANK.compare(api, first) == 0))
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
     * @param isDefined whether a scope says that it is this API's. What its client says of itself does not count: that, the
     *     owner of the client may write
     */
    private record Api(ClientModel client, boolean isDefined) {

        /** Whose name it is, where two have it: an administrator's API is before one whose owner may change its names. */
        static final Comparator<Api> RANK = Comparator.comparing(Api::isDefined)
                .thenComparing(api -> api.client().getRegistrationToken() == null);
    }
}
