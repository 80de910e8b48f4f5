package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts Auth0's resource servers into API definitions. */
final class Auth0Apis {

    /** An API of the bundle with its scopes, which can be looked up by their names in Auth0. */
    record Api(String clientId, ImportedScopes scopes) {}

    private static final Set<String> KNOWN = Set.of(
            "id",
            "identifier",
            "name",
            "scopes",
            "is_system",
            "enforce_policies",
            "client_id",
            "subject_type_authorization",
            "created_at",
            "updated_at");
    private static final Set<String> KNOWN_IN_SCOPE = Set.of("value", "description");

    private static final String WHO_MAY_ASK =
            "Not carried over: which applications may ask for scopes is said by the API's clients.";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(
                    "token_dialect",
                    "The permissions claim and the token's profile are options of the protocol mapper"
                            + " permission-scopes-mapper: *_authz is permissions.include=all, rfc9068_* is"
                            + " token.dialect=rfc9068."),
            Map.entry(
                    "skip_consent_for_verifiable_first_party_clients",
                    "Whether users are asked is a setting of each client in Keycloak: Consent required."),
            Map.entry(
                    "allow_offline_access",
                    "Clients that may have offline tokens have the optional client scope offline_access in Keycloak."),
            Map.entry("token_lifetime", "Set Access token lifespan of the realm or of the clients."),
            Map.entry("token_lifetime_for_anonymous", "Set Access token lifespan of the realm or of the clients."),
            Map.entry(
                    "allow_online_access",
                    "Refresh tokens that end with the login are a setting of each client in Keycloak: Use refresh tokens."),
            Map.entry("verification_location", "The API checks tokens itself, with the keys of the realm (JWKS)."),
            Map.entry("verificationLocation", "The API checks tokens itself, with the keys of the realm (JWKS)."),
            Map.entry("verificationKey", "Tokens are signed with keys of the realm; the API takes them from its JWKS."),
            Map.entry("token_lifetime_for_web", "Set Access token lifespan of the clients that run in a browser."),
            Map.entry("signing_alg", "Set Default signature algorithm of the realm, or the client's own."),
            Map.entry("signing_secret", "Tokens are signed with keys of the realm; the API takes them from its JWKS."),
            Map.entry("consent_policy", "Rich authorization requests have no counterpart here."),
            Map.entry("authorization_details", "Rich authorization requests have no counterpart here."),
            Map.entry("proof_of_possession", "DPoP and certificate-bound tokens are settings of the clients."),
            Map.entry("token_encryption", "Encrypted access tokens have no counterpart in Keycloak."));

    private final ClientIds clientIds = new ClientIds();
    private final Map<String, ScopeDefinition> scopes = new HashMap<>();
    private final Map<String, Api> byIdentifier = new HashMap<>();

    List<ApiDefinition> read(List<Place> resourceServers) {
        List<ApiDefinition> apis = new ArrayList<>();
        resourceServers.forEach(
                place -> clientIds.reserve(place.object().at("identifier").requiredText()));
        for (Place place : resourceServers) {
            String identifier = place.object().at("identifier").requiredText();
            if (place.at("is_system").isTrue()) {
                place.remark("API " + identifier, "Auth0's own Management API; Keycloak has its own.");
            } else if (byIdentifier.containsKey(identifier)) {
                throw place.at("identifier").error("\"" + identifier + "\" is here twice.");
            } else {
                apis.add(api(place, identifier));
            }
        }
        return apis;
    }

    /** @return the imported API with this identifier in Auth0; null if there is none */
    @Nullable
    Api identifiedBy(String identifier) {
        return byIdentifier.get(identifier);
    }

    private ApiDefinition api(Place place, String identifier) {
        String name = Texts.line(place.at("name"), DefinitionLimits.LONGEST_NAME);
        boolean uri = Texts.isIdentifier(identifier);
        String clientId = uri || ClientIds.isKeycloaks(identifier) ? clientId(place, name, identifier) : identifier;
        if (!Texts.isName(clientId)) {
            throw place.at("identifier").error("This is neither a URI nor a client ID that Keycloak can store.");
        }
        Api api = new Api(clientId, new ImportedScopes(scopes));
        byIdentifier.put(identifier, api);
        if (!uri) {
            place.at("identifier")
                    .remark("Applications name this API by its client ID, \"" + clientId
                            + "\": an identifier is an absolute URI (RFC 8707 §2).");
        }
        for (Place scope : place.at("scopes").elements()) {
            String description = Texts.line(scope.object().at("description"), DefinitionLimits.LONGEST_DESCRIPTION);
            api.scopes().add(scope, scope.at("value").requiredText(), description);
            scope.remarkRest(KNOWN_IN_SCOPE, Map.of());
        }
        remarkEnforcement(place.at("enforce_policies"));
        remarkWhoMayAsk(place.at("subject_type_authorization"));
        place.remarkRest(KNOWN, REASONS);
        return new ApiDefinition(
                clientId,
                name,
                uri ? identifier : null,
                null,
                null,
                null,
                api.scopes().in(place.at("scopes")));
    }

    private String clientId(Place place, @Nullable String name, String identifier) {
        String ofName = name == null ? null : clientIds.of(name);
        if (ofName != null) {
            return ofName;
        }
        String clientId = clientIds.of(identifier);
        if (clientId == null) {
            throw place.at("identifier")
                    .error("No client ID can be made of this: give the API a name with Latin letters or digits.");
        }
        if (name != null) {
            place.at("name")
                    .remark("The client ID, \"" + clientId
                            + "\", is made of the identifier: it has Latin letters and digits"
                            + " only. Put a better one into the bundle, everywhere it stands.");
        }
        return clientId;
    }

    private static void remarkWhoMayAsk(Place subjects) {
        if (subjects.node().isObject()) {
            subjects.fields().forEach((subject, rule) -> remarkWhoMayAsk(subject, rule));
        } else if (subjects.saysSomething()) {
            subjects.remark(WHO_MAY_ASK);
        }
    }

    private static void remarkWhoMayAsk(String subject, Place rule) {
        String policy = rule.at("policy").node().asText("(none)");
        rule.remark(
                subject + ": " + policy,
                switch (policy) {
                    case "allow_all" ->
                        "Every application could ask for all scopes. Here those ask that are in clients: name them there, or"
                                + " set realmOptional for clients made later.";
                    case "require_client_grant" ->
                        "As here: who may ask is said by the clients of the API or of a scope.";
                    case "deny_all" ->
                        "No application could ask for such tokens. Here clients says who may ask, for users and for itself;"
                                + " turn off the flow at the clients.";
                    default -> WHO_MAY_ASK;
                });
    }

    private static void remarkEnforcement(Place enforce) {
        if (!enforce.isTrue()) {
            enforce.remark(
                    "enforce_policies: false",
                    "Every user got every scope of this API. In a realm whose switch is on only those get a scope who hold"
                            + " its permission: give out the roles first, or name the API in reportOnlyApis.");
        }
    }
}
