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

    private static final String ADDED = "It is used but declared nowhere; it was added, without a description.";

    /** What is known of a security scheme. */
    private enum Kind {
        SCOPES("", ADDED),
        OTHER(
                "It is of a type without OAuth scopes; OpenAPI 3.1 lets operations name roles with it. They were taken for"
                        + " scopes: take out of the bundle what is none.",
                ADDED),
        ELSEWHERE(
                "It is in another document, which is not fetched. The scopes that operations require were taken; their texts"
                        + " are there.",
                "It was added, without a description: its text is in another document."),
        UNKNOWN(
                "The document has no such security scheme. The scopes that operations require with it were taken.",
                ADDED);

        private final String remark;
        private final String undeclared;

        Kind(String remark, String undeclared) {
            this.remark = remark;
            this.undeclared = undeclared;
        }
    }

    private final Place root;
    private final OpenApiReferences references;
    private final ImportedScopes scopes = new ImportedScopes(new HashMap<>());

    /** Where each scope was first seen, and its description there. */
    private final Map<String, Place> declared = new LinkedHashMap<>();

    private final Set<String> used = new HashSet<>();
    private final Set<String> remarked = new HashSet<>();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Kind> byPlace = new HashMap<>();

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
            kinds.put(name, Kind.ELSEWHERE);
        } else if (scheme.get().node().isObject()) {
            kinds.put(name, once(scheme.get()));
        } else if (scheme.get().isThere()) {
            scheme.get().remark("Not carried over: an object is expected here.");
        }
    }

    /** A requirement of scopes at an operation, or at the whole document. */
    void use(Place requirement, String scheme) {
        Kind kind = kinds.getOrDefault(scheme, Kind.UNKNOWN);
        if (requirement.saysSomething() && !requirement.node().isArray()) {
            requirement.remark("security scheme " + scheme, "Not carried over: a list of scopes is expected here.");
            return;
        }
        List<Place> names = requirement.elements();
        if (kind == Kind.UNKNOWN || kind != Kind.SCOPES && !names.isEmpty()) {
            remarkOnce(requirement, scheme, kind);
        }
        for (Place place : names) {
            String scope = place.node().isValueNode() ? place.anyText() : null;
            if (scope == null || scope.isBlank()) {
                place.remark("scope without a name", "Not carried over.");
            } else if (used.add(scope) && !declared.containsKey(scope)) {
                scopes.add(place, scope, null);
                if (scopes.named(scope) != null) {
                    place.remark("scope " + scope, kind.undeclared);
                }
            }
        }
    }

    private void remarkOnce(Place requirement, String scheme, Kind kind) {
        if (remarked.add(scheme)) {
            requirement.remark("security scheme " + scheme, kind.remark);
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
    private Kind once(Place scheme) {
        String pointer = scheme.pointer().toString();
        Kind known = byPlace.get(pointer);
        if (known == null) {
            known = read(scheme);
            byPlace.put(pointer, known);
        }
        return known;
    }

    private Kind read(Place scheme) {
        String type = scheme.at("type").anyText();
        if (!TYPES.contains(String.valueOf(type))) {
            scheme.remark(
                    "security scheme of type " + type,
                    "It declares no OAuth scopes; those that operations require are taken.");
        }
        scheme.at("flows").fields().forEach((name, flow) -> {
            readScopes(flow.at("scopes"));
            if (flow.node().isObject()) {
                flow.remarkRest(Set.of("scopes"), FLOW_REASONS);
            } else if (flow.saysSomething()) {
                flow.remark("Not carried over: an object is expected here.");
            }
        });
        if (TYPES.contains(String.valueOf(type))) {
            scheme.remarkRest(SCHEME_FIELDS, SCHEME_REASONS);
            return Kind.SCOPES;
        }
        return Kind.OTHER;
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
