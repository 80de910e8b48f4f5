package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The scopes of an OpenAPI document, both those that its security schemes declare and those that are only required
 * somewhere.
 */
final class OpenApiScopes {

    private static final Set<String> TYPES = Set.of("oauth2", "openIdConnect");
    private static final String ENDPOINT =
            "Applications ask Keycloak now: its endpoints are in the realm's /.well-known/openid-configuration.";
    private static final Map<String, String> SCHEME_REASONS = Map.of(
            "authorizationUrl", ENDPOINT,
            "tokenUrl", ENDPOINT,
            "refreshUrl", ENDPOINT,
            "deviceAuthorizationUrl", ENDPOINT,
            "openIdConnectUrl", ENDPOINT,
            "oauth2MetadataUrl", ENDPOINT);
    private static final String FLOWS = "flows";
    private static final String SCOPES = "scopes";
    private static final Set<String> FLOW_FIELDS = Set.of(SCOPES, OpenApiReferences.REF);

    /**
     * Fields of a security scheme that need no remark. Some say where a key or a password is sent; {@code flow} is from
     * Swagger 2.0.
     */
    private static final Set<String> SCHEME_FIELDS = Set.of(
            "type",
            "summary",
            "description",
            FLOWS,
            "flow",
            SCOPES,
            "name",
            "in",
            "scheme",
            "bearerFormat",
            OpenApiReferences.REF);

    private final Place root;
    private final OpenApiReferences references;
    private final ImportedScopes scopes = new ImportedScopes(new HashMap<>());

    private final OpenApiDeclarations declarations = new OpenApiDeclarations();
    private final Set<String> used = new HashSet<>();
    private final Set<String> remarked = new HashSet<>();
    private final Set<JsonNode> followed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether a part of the current scheme is in another document. */
    private boolean elsewhere;

    private final Map<String, OpenApiSchemeKind> kinds = new HashMap<>();
    /** By identity: two schemes with the same content stand at two positions. */
    @SuppressWarnings("IdentityHashMapUsage")
    private final Map<JsonNode, OpenApiSchemeKind> byPlace = new IdentityHashMap<>();

    OpenApiScopes(Place root) {
        this.root = root;
        this.references = new OpenApiReferences(root);
    }

    void readSchemes() {
        for (Place components : references.wholes(root.at("components"))) {
            for (Place schemes : references.wholes(components.at("securitySchemes"))) {
                OpenApiReferences.ownFields(schemes).forEach(this::readScheme);
            }
        }
        declarations.addTo(scopes);
    }

    private void readScheme(String name, Place place) {
        for (Place whole : references.wholes(place)) {
            if (OpenApiReferences.refers(whole)) {
                readParts(whole);
                kinds.put(name, OpenApiSchemeKind.ELSEWHERE);
            } else if (whole.node().isObject()) {
                kinds.put(name, once(whole));
            } else if (whole.isThere()) {
                whole.remark("Not carried over: an object is expected here.");
            }
        }
    }

    /** Records the scopes that an operation or the whole document requires with a security scheme. */
    void use(Place requirement, String scheme) {
        OpenApiSchemeKind kind = kinds.getOrDefault(scheme, OpenApiSchemeKind.UNKNOWN);
        if (requirement.saysSomething() && !requirement.node().isArray()) {
            requirement.remark("security scheme " + scheme, "Not carried over: a list of scopes is expected here.");
            return;
        }
        List<Place> names = requirement.elements();
        if (kind == OpenApiSchemeKind.UNKNOWN || kind != OpenApiSchemeKind.SCOPES && !names.isEmpty()) {
            remarkOnce(requirement, scheme, kind);
        }
        for (Place place : names) {
            String scope = place.node().isValueNode() ? place.anyText() : null;
            if (scope == null || scope.isBlank()) {
                place.remark("scope without a name", "Not carried over.");
            } else if (used.add(scope) && !declarations.has(scope)) {
                scopes.add(place, scope, null);
                if (scopes.named(scope) != null) {
                    place.remark("scope " + scope, kind.undeclared());
                }
            }
        }
    }

    private void remarkOnce(Place requirement, String scheme, OpenApiSchemeKind kind) {
        if (remarked.add(scheme)) {
            requirement.remark("security scheme " + scheme, kind.remark());
        }
    }

    List<ScopeDefinition> definitions() {
        declarations.remarkUnused(used, scopes);
        Place place = root.at("components").at("securitySchemes");
        List<ScopeDefinition> definitions = scopes.in(place);
        if (definitions.isEmpty()) {
            throw place.error(
                    "This document has no OAuth scope that could be taken: no security scheme declares one, and no"
                            + " operation requires one. What was found is in notCarriedOver.");
        }
        return definitions;
    }

    /** Reads a scheme unless it has been read under another name. */
    private OpenApiSchemeKind once(Place scheme) {
        OpenApiSchemeKind known = byPlace.get(scheme.node());
        if (known == null) {
            known = read(scheme);
            byPlace.put(scheme.node(), known);
        }
        return known;
    }

    private OpenApiSchemeKind read(Place scheme) {
        elsewhere = false;
        String type = scheme.at("type").anyText();
        boolean ofScopes = TYPES.contains(String.valueOf(type));
        boolean declares = scheme.at(FLOWS).saysSomething() || scheme.at(SCOPES).saysSomething();
        if (!ofScopes) {
            scheme.remark(
                    type == null ? "security scheme without a type" : "security scheme of type " + type,
                    declares
                            ? "OpenAPI has scopes in a scheme of type oauth2. Those that this one declares are taken."
                            : "It declares no OAuth scopes; those that operations require are taken.");
        }
        readParts(scheme);
        if (elsewhere) {
            return OpenApiSchemeKind.ELSEWHERE;
        }
        return ofScopes || declares ? OpenApiSchemeKind.SCOPES : OpenApiSchemeKind.OTHER;
    }

    private void readParts(Place scheme) {
        follow(
                scheme.at(FLOWS),
                flows -> OpenApiReferences.ownFields(flows).values().forEach(flow -> follow(flow, this::readFlow)));
        // Swagger 2.0 has the scopes here.
        follow(scheme.at(SCOPES), declarations::read);
        scheme.remarkRest(SCHEME_FIELDS, SCHEME_REASONS);
    }

    /** Reads a position and those to which it refers, each only once. */
    private void follow(Place start, Consumer<Place> reader) {
        for (Place place : references.wholes(start)) {
            elsewhere |= OpenApiReferences.refers(place);
            if (place.node().isValueNode() || followed.add(place.node())) {
                reader.accept(place);
            }
        }
    }

    private void readFlow(Place flow) {
        follow(flow.at(SCOPES), declarations::read);
        if (flow.node().isObject()) {
            flow.remarkRest(FLOW_FIELDS, SCHEME_REASONS);
        } else if (flow.saysSomething()) {
            flow.remark("Not carried over: an object is expected here.");
        }
    }
}
