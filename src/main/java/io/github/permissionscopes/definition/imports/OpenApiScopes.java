package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The scopes of an OpenAPI document: declared by its security schemes, or only used. */
final class OpenApiScopes {

    private static final Set<String> TYPES = Set.of("oauth2", "openIdConnect");
    private static final String ENDPOINT =
            "Applications ask Keycloak now: its endpoints are in the realm's" + " /.well-known/openid-configuration.";
    private static final Map<String, String> FLOW_REASONS = Map.of(
            "authorizationUrl", ENDPOINT,
            "tokenUrl", ENDPOINT,
            "refreshUrl", ENDPOINT,
            "deviceAuthorizationUrl", ENDPOINT);
    private static final Map<String, String> SCHEME_REASONS =
            Map.of("openIdConnectUrl", ENDPOINT, "oauth2MetadataUrl", ENDPOINT);
    private static final Set<String> SCHEME_FIELDS = Set.of("type", "description", "flows");

    private final Place root;
    private final OpenApiReferences references;
    private final ImportedScopes scopes = new ImportedScopes(new HashMap<>());

    /** Where each scope was first seen, and its description there. */
    private final Map<String, Place> declared = new LinkedHashMap<>();

    private final Set<String> used = new HashSet<>();
    private final Set<String> remarked = new HashSet<>();
    private final Set<String> followed = new HashSet<>();

    /** Whether a part of the scheme that is read is in another document. */
    private boolean elsewhere;

    private final Map<String, OpenApiSchemeKind> kinds = new HashMap<>();
    private final Map<String, OpenApiSchemeKind> byPlace = new HashMap<>();

    OpenApiScopes(Place root) {
        this.root = root;
        this.references = new OpenApiReferences(root);
    }

    void readSchemes() {
        references
                .resolve(root.at("components"))
                .flatMap(components -> references.resolve(components.at("securitySchemes")))
                .ifPresent(schemes -> schemes.fields().forEach(this::readScheme));
    }

    private void readScheme(String name, Place place) {
        Optional<Place> scheme = references.resolve(place);
        if (scheme.isEmpty()) {
            kinds.put(name, OpenApiSchemeKind.ELSEWHERE);
        } else if (scheme.get().node().isObject()) {
            kinds.put(name, once(scheme.get()));
        } else if (scheme.get().isThere()) {
            scheme.get().remark("Not carried over: an object is expected here.");
        }
    }

    /** A requirement of scopes at an operation, or at the whole document. */
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
            } else if (used.add(scope) && !declared.containsKey(scope)) {
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
        declared.forEach((scope, place) -> {
            if (!used.contains(scope) && scopes.named(scope) != null) {
                place.remark("scope " + scope, "No operation requires it; it was carried over all the same.");
            }
        });
        Place place = root.at("components").at("securitySchemes");
        List<ScopeDefinition> definitions = scopes.in(place);
        if (definitions.isEmpty()) {
            throw place.error(
                    "This document has no OAuth scope that could be taken: no security scheme declares one, and no"
                            + " operation requires one. What was found is in notCarriedOver.");
        }
        return definitions;
    }

    /** Several names may stand for one scheme. */
    private OpenApiSchemeKind once(Place scheme) {
        String pointer = scheme.pointer().toString();
        OpenApiSchemeKind known = byPlace.get(pointer);
        if (known == null) {
            known = read(scheme);
            byPlace.put(pointer, known);
        }
        return known;
    }

    private OpenApiSchemeKind read(Place scheme) {
        elsewhere = false;
        String type = scheme.at("type").anyText();
        if (!TYPES.contains(String.valueOf(type))) {
            scheme.remark(
                    "security scheme of type " + type,
                    "It declares no OAuth scopes; those that operations require are taken.");
        }
        follow(scheme.at("flows"), flows -> flows.fields().values().forEach(flow -> follow(flow, this::readFlow)));
        if (TYPES.contains(String.valueOf(type))) {
            scheme.remarkRest(SCHEME_FIELDS, SCHEME_REASONS);
            return elsewhere ? OpenApiSchemeKind.ELSEWHERE : OpenApiSchemeKind.SCOPES;
        }
        return OpenApiSchemeKind.OTHER;
    }

    /** Several may refer to one place, which is read once. */
    private void follow(Place start, Consumer<Place> reader) {
        Optional<Place> end = references.resolve(start);
        elsewhere |= end.isEmpty();
        end.filter(place -> followed.add(place.pointer().toString())).ifPresent(reader);
    }

    private void readFlow(Place flow) {
        follow(flow.at("scopes"), this::readScopes);
        if (flow.node().isObject()) {
            flow.remarkRest(Set.of("scopes"), FLOW_REASONS);
        } else if (flow.saysSomething()) {
            flow.remark("Not carried over: an object is expected here.");
        }
    }

    private void readScopes(Place list) {
        if (list.node().isObject()) {
            list.fields().forEach(this::declare);
        } else if (list.saysSomething()) {
            list.remark(
                    "Not carried over: an object is expected here, with scopes and their descriptions. Those that operations"
                            + " require are taken.");
        }
    }

    private void declare(String scope, Place description) {
        Place first = declared.putIfAbsent(scope, description);
        if (first == null) {
            scopes.add(
                    description,
                    scope,
                    description.node().isContainerNode()
                            ? null
                            : Texts.line(description, DefinitionCheck.LONGEST_DESCRIPTION));
            if (description.node().isContainerNode()) {
                description.remark("Not carried over: a text is expected here. The scope has no description.");
            }
        } else if (!first.node().equals(description.node())) {
            description.remark("Another flow describes the scope differently; that description is taken.");
        }
    }
}
