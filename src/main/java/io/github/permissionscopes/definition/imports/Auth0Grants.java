package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts Auth0's client grants, which say which application may request which scopes of an API, into the {@code
 * clients} of APIs and scopes.
 */
final class Auth0Grants {

    private static final Set<String> KNOWN =
            Set.of("id", "client_id", "audience", "scope", "scopes", "allow_all_scopes", "is_system");

    private static final Map<String, String> REASONS = Map.of(
            "subject_type",
            "In Keycloak it is a setting of the client whether users log in (Standard flow) and whether it asks for itself"
                    + " (Service accounts roles); which scopes it may ask for is the same for both.",
            "organization_usage",
            "Not carried over: whether the token is for an organization. Keycloak has the client scope organization.",
            "allow_any_organization",
            "Not carried over: whether the token is for an organization. Keycloak has the client scope organization.",
            "default_for",
            "In Auth0 the grant is of every such application. Name them in clients of the API, or set realmOptional for those"
                    + " made later.",
            "authorization_details_types",
            "Rich authorization requests have no counterpart here.");

    /**
     * Most pairs of a client and a scope. A grant of all scopes is short in the document, but stands for many pairs.
     */
    private static final int MOST = 1_000_000;

    private final Auth0Apis apis;
    private int count;

    /**
     * The names of clients by client ID. The Management API identifies clients by their IDs, the deploy tool by their
     * names.
     */
    private final Map<String, String> names = new HashMap<>();

    /** The clients that may request a scope, by the API's client ID and the scope's name. */
    private final Map<String, Map<String, Set<String>>> clients = new LinkedHashMap<>();

    private final Set<String> remarked = new HashSet<>();

    Auth0Grants(Auth0Apis apis) {
        this.apis = apis;
    }

    void readClients(List<Place> places) {
        for (Place place : places) {
            Place id = place.at("client_id");
            Place name = place.at("name");
            if (id.node().isTextual() && name.node().isTextual()) {
                names.put(id.text(), name.text());
            }
        }
    }

    void read(List<Place> grants) {
        for (Place grant : grants) {
            Place client = grant.object().at("client_id");
            String audience = grant.at("audience").text();
            Auth0Apis.Api api = audience == null ? null : apis.identifiedBy(audience);
            if (api == null) {
                grant.remark(
                        "client grant of " + client.node().asText("nobody") + " for " + audience,
                        "Not carried over: its API is not among those imported.");
            } else if (client.text() == null || !Texts.isName(client.text())) {
                grant.remark(
                        "client grant for " + audience,
                        "Not carried over: it names no client. Put those who may ask into clients of the API.");
            } else {
                read(grant, client, api);
            }
            grant.remarkRest(KNOWN, REASONS);
        }
    }

    private void read(Place grant, Place client, Auth0Apis.Api api) {
        Map<String, Set<String>> scopes = clients.computeIfAbsent(api.clientId(), id -> new HashMap<>());
        Place all = grant.at("allow_all_scopes");
        List<String> granted = new ArrayList<>();
        if (all.isTrue()) {
            granted.addAll(api.scopes().names());
            all.remark(
                    "The scopes that the API has now are carried over; one that is added later is to be given then.");
        }
        // Versions of the deploy tool use one name or the other.
        Place list = grant.at("scope").isThere() ? grant.at("scope") : grant.at("scopes");
        for (Place place : list.elements()) {
            String scope = api.scopes().named(place.requiredText());
            if (scope == null) {
                place.remark("scope " + place.text(), "Not carried over: the imported API has no such scope.");
            } else {
                granted.add(scope);
            }
        }
        if (granted.isEmpty()) {
            grant.remark(
                    "client grant of " + client.text() + " for "
                            + grant.at("audience").text(),
                    "Not carried over: it grants no scope of the imported API.");
            return;
        }
        count += granted.size();
        if (count > MOST) {
            throw grant.error("Up to here there are grants of more than " + MOST + " scopes. Divide the document.");
        }
        granted.forEach(scope ->
                scopes.computeIfAbsent(scope, name -> new LinkedHashSet<>()).add(client.text()));
        if (remarked.add(client.text())) {
            client.remark("client " + client.text(), existence(client.requiredText()));
        }
    }

    private String existence(String client) {
        String name = names.get(client);
        return "It may ask for the scopes (clients): a client with this client ID must be in the realm before the bundle is"
                + " applied. "
                + (name == null
                        ? "The deploy tool writes the client's name here. "
                        : "In Auth0 it is called \"" + name + "\". ")
                + "If it has another client ID in Keycloak, put that into clients. Where it asks for itself, its service account"
                + " needs the permissions, too.";
    }

    /**
     * @return the APIs with their clients. Clients that may request all scopes stand at the API, others at each scope
     */
    List<ApiDefinition> in(List<ApiDefinition> definitions) {
        return definitions.stream().map(this::in).toList();
    }

    private ApiDefinition in(ApiDefinition api) {
        Map<String, Set<String>> granted = clients.getOrDefault(api.clientId(), Map.of());
        if (granted.isEmpty()) {
            return api;
        }
        Set<Set<String>> different = new HashSet<>();
        api.scopes().forEach(scope -> different.add(granted.getOrDefault(scope.name(), Set.of())));
        boolean same = different.size() == 1;
        List<ScopeDefinition> scopes = same
                ? api.scopes()
                : api.scopes().stream()
                        .map(scope -> askedBy(scope, granted.get(scope.name())))
                        .toList();
        return new ApiDefinition(
                api.clientId(),
                api.name(),
                api.identifier(),
                api.refusal(),
                api.realmOptional(),
                same ? List.copyOf(different.iterator().next()) : null,
                scopes);
    }

    private static ScopeDefinition askedBy(ScopeDefinition scope, @Nullable Set<String> clients) {
        return new ScopeDefinition(
                scope.name(),
                scope.description(),
                null,
                null,
                null,
                null,
                clients == null ? null : List.copyOf(clients),
                null);
    }
}
