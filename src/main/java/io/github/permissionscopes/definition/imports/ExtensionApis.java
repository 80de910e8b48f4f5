package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts the applications of an Authorization Extension export, with their permissions, into API definitions. */
final class ExtensionApis {

    /** A permission of the export; {@code scope} is the scope in the bundle, null if it was not carried over. */
    record Permission(String clientId, @Nullable String scope) {}

    private static final Set<String> KNOWN = Set.of("_id", "name", "description", "applicationId", "applicationType");

    /** The scopes of an application, and the position of its first permission. */
    private record Application(ImportedScopes scopes, Place first) {}

    private final Map<String, String> names;
    private final Map<String, ScopeDefinition> allScopes = new HashMap<>();
    private final Map<String, Application> byClientId = new LinkedHashMap<>();
    private final Map<String, Permission> byId = new HashMap<>();

    /** @param names names of applications by client ID, as far as they are known */
    ExtensionApis(Map<String, String> names) {
        this.names = names;
    }

    void read(List<Place> permissions) {
        for (Place place : permissions) {
            Place id = place.object().at("_id");
            String clientId = place.at("applicationId").requiredText();
            if (!Texts.isName(clientId)) {
                throw place.at("applicationId").error("Keycloak cannot store a client of this ID.");
            }
            ImportedScopes scopes = byClientId
                    .computeIfAbsent(clientId, application -> new Application(new ImportedScopes(allScopes), place))
                    .scopes();
            String name = place.at("name").requiredText();
            String description = Texts.line(place.at("description"), DefinitionLimits.LONGEST_DESCRIPTION);
            scopes.add(place, name, description);
            if (byId.putIfAbsent(id.requiredText(), new Permission(clientId, scopes.named(name))) != null) {
                throw id.error("\"" + id.text() + "\" is here twice.");
            }
            place.remarkRest(KNOWN, Map.of());
        }
        byClientId.forEach((clientId, application) -> application
                .first()
                .at("applicationId")
                .remark(
                        "application " + clientId,
                        "In the extension permissions are an application's; here an API's. The application became an API"
                                + " of the same client ID: put a better one into the bundle, everywhere it stands, where"
                                + " the API is another thing than the application."));
    }

    /** @return the permission with this id in the export; null if there is none */
    @Nullable
    Permission permission(String id) {
        return byId.get(id);
    }

    List<ApiDefinition> definitions() {
        return byClientId.entrySet().stream()
                .map(entry -> new ApiDefinition(
                        entry.getKey(),
                        names.get(entry.getKey()),
                        null,
                        null,
                        null,
                        null,
                        entry.getValue().scopes().in(entry.getValue().first())))
                .toList();
    }
}
