package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Place root;
    private final OpenApiReferences references;
    private final ImportedScopes scopes = new ImportedScopes(new HashMap<>());

    /** Where each scope was first seen, and its description there. */
    private final Map<String, Place> declared = new LinkedHashMap<>();

    private final Set<String> used = new HashSet<>();
    private final Map<String, Boolean> schemes = new HashMap<>();
    private final Map<String, Boolean> byPlace = new HashMap<>();

    OpenApiScopes(Place root) {
        this.root = root;
        this.references = new OpenApiReferences(root);
    }

    void readSchemes() {
        root.at("components").at("securitySchemes").fields().forEach((name, place) -> references
                .resolve(place)
                .ifPresent(scheme -> schemes.put(name, once(scheme))));
    }

    /** A requirement of the scope at an operation, or at the whole document. */
    void use(Place requirement, String scheme) {
        Boolean oauth = schemes.get(scheme);
        if (oauth == null) {
            requirement.remark(
                    "security scheme " + scheme, "Not carried over: the document has no such security scheme.");
            return;
        }
        for (Place place : oauth ? requirement.elements() : List.<Place>of()) {
            String scope = place.requiredText();
            if (used.add(scope) && !declared.containsKey(scope)) {
                scopes.add(place, scope, null);
                if (scopes.named(scope) != null) {
                    place.remark(
                            "scope " + scope, "It is used but declared nowhere; it was added, without a description.");
                }
            }
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
                    "This document has no OAuth scope: no security scheme of type oauth2 or openIdConnect declares"
                            + " one, and no operation requires one.");
        }
        return definitions;
    }

    /** Several names may stand for one scheme. */
    private boolean once(Place scheme) {
        Boolean known = byPlace.get(scheme.pointer().toString());
        if (known == null) {
            known = readScheme(scheme);
            byPlace.put(scheme.pointer().toString(), known);
        }
        return known;
    }

    /** @return whether operations name scopes with it */
    private boolean readScheme(Place scheme) {
        String type = scheme.object().at("type").requiredText();
        if (!TYPES.contains(type)) {
            scheme.remark("security scheme of type " + type, "It has no OAuth scopes.");
            return false;
        }
        scheme.at("flows").fields().forEach((name, flow) -> {
            flow.at("scopes").fields().forEach(this::declare);
            flow.remarkRest(Set.of("scopes"), FLOW_REASONS);
        });
        scheme.remarkRest(SCHEME_FIELDS, SCHEME_REASONS);
        return true;
    }

    private void declare(String scope, Place description) {
        Place first = declared.putIfAbsent(scope, description);
        if (first == null) {
            scopes.add(description, scope, Texts.line(description, DefinitionCheck.LONGEST_DESCRIPTION));
        } else if (!first.node().equals(description.node())) {
            description.remark("Another flow describes the scope differently; that description is taken.");
        }
    }
}
