package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Imports an export of Auth0's Authorization Extension ({@code GET /api/configuration/export}, or its Import/Export
 * page).
 *
 * <p>Each application that has permissions becomes an API with the application's client ID. A role becomes a realm role
 * with the permissions of its application. A group becomes a group with roles; a group in another group's {@code
 * nested} becomes its subgroup. In the extension, as in Keycloak, its members get the roles of the groups above ({@code
 * getParentGroups} in {@code server/lib/queries.js}).
 */
public final class AuthorizationExtensionImport {

    private static final Set<String> KNOWN = Set.of("groups", "roles", "permissions", "configuration", "applications");

    private static final Set<String> CARRIED = Set.of("groups", "roles", "permissions", "applications");

    private static final Map<String, String> REASONS =
            Map.of("rules", "Rules are code of Auth0. What the extension's own rule did, Keycloak does.");

    private static final Map<String, String> SETTINGS = Map.of(
            "groupsPassthrough", "Groups of an identity provider: map them with identity provider mappers.",
            "rolesPassthrough", "Roles of an identity provider: map them with identity provider mappers.",
            "permissionsPassthrough", "Permissions of an identity provider: map them with identity provider mappers.");

    private static final String OTHER_SETTING =
            "A setting of the extension. Which claims a token has is said by protocol mappers in Keycloak.";

    private AuthorizationExtensionImport() {}

    /** @return whether the document looks like such an export and not like a list of resource servers */
    static boolean isExport(JsonNode document) {
        return document.isObject()
                && !Auth0Kinds.isTenant(document)
                && (Stream.of("groups", "configuration", "applications").anyMatch(document::has)
                        || document.has("permissions") && !Auth0Kinds.isRole(document));
    }

    /**
     * @throws UnusableDocumentException if it is not such an export, if groups contain each other, or if it has another
     *     error
     */
    public static Imported read(JsonNode document) {
        return UnusableDocumentException.orRemarks(Place.root(document), AuthorizationExtensionImport::read);
    }

    private static Imported read(Place root) {
        if (!isExport(root.node())) {
            throw root.error(
                    "This is no export of Auth0's Authorization Extension: it has groups, roles and permissions.");
        }
        Auth0Placeholders.checkWhole(root, CARRIED);
        ExtensionApis apis = new ExtensionApis(names(root.at("applications")));
        apis.read(root.at("permissions").elements());
        ExtensionRoles roles = new ExtensionRoles(apis);
        roles.read(root.at("roles").elements());
        ExtensionGroups groups = new ExtensionGroups(roles);
        Bundle bundle = new Bundle(null, apis.definitions(), roles.definitions(), groups.read(root.at("groups")));
        remarkSettings(root.at("configuration"));
        root.remarkRest(KNOWN, REASONS);
        return new Imported(bundle, root.remarks().list());
    }

    /**
     * @return the names of applications by client ID, as far as the export contains them. Apart from names it contains
     *     only their groups
     */
    private static Map<String, String> names(Place applications) {
        Map<String, String> names = new HashMap<>();
        for (Place application : applications.elements()) {
            String name = Texts.line(application.object().at("name"), DefinitionLimits.LONGEST_NAME);
            if (name != null) {
                names.put(application.at("_id").requiredText(), name);
            }
            application.remarkRest(
                    Set.of("_id", "name"),
                    Map.of("groups", "Only members of these groups could log in. Say so in the client's login flow."));
        }
        return names;
    }

    private static void remarkSettings(Place configuration) {
        List<Place> all = configuration.elements();
        for (Place settings : all) {
            settings.fields().forEach((name, setting) -> {
                boolean off = setting.node().isBoolean() && !setting.node().booleanValue();
                if (!name.equals("_id") && !off && setting.isThere()) {
                    setting.remark(SETTINGS.getOrDefault(name, OTHER_SETTING));
                }
            });
        }
    }
}
