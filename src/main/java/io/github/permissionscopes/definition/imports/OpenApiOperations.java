package io.github.permissionscopes.definition.imports;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which scopes the operations of an OpenAPI document require. */
final class OpenApiOperations {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");
    private static final String SECURITY = "security";

    private final Place root;
    private final OpenApiScopes scopes;
    private final OpenApiReferences references;

    /** Several paths may be described in one place. */
    private final Set<String> seen = new HashSet<>();

    private boolean everywhere;
    private int protectedOperations;

    OpenApiOperations(Place root, OpenApiScopes scopes) {
        this.root = root;
        this.scopes = scopes;
        this.references = new OpenApiReferences(root);
    }

    void read() {
        everywhere = use(root.at(SECURITY));
        root.at("paths").fields().forEach((path, item) -> {
            if (path.startsWith("/")) {
                references
                        .resolve(item)
                        .filter(target -> seen.add(target.pointer().toString()))
                        .ifPresent(this::readItem);
            }
        });
        if (protectedOperations > 0) {
            root.at("paths")
                    .remark(
                            protectedOperations + " operations that require scopes",
                            "Which operation needs which scope is for the API to check; a bundle says who gets a scope.");
        }
        if (!root.at("webhooks").fields().isEmpty()) {
            root.at("webhooks").remark("Calls that the API makes itself; the scopes of others are not this API's.");
        }
    }

    private void readItem(Place item) {
        for (Map.Entry<String, Place> field : item.fields().entrySet()) {
            if (METHODS.contains(field.getKey())) {
                readOperation(field.getValue().object());
            } else if (field.getKey().equals("additionalOperations")) {
                field.getValue().fields().values().forEach(operation -> readOperation(operation.object()));
            }
        }
    }

    private void readOperation(Place operation) {
        if (operation.at(SECURITY).isThere() ? use(operation.at(SECURITY)) : everywhere) {
            protectedOperations++;
        }
        if (!operation.at("callbacks").fields().isEmpty()) {
            operation
                    .at("callbacks")
                    .remark("Calls that the API makes itself; the scopes of others are not this API's.");
        }
    }

    /** @return whether there is any requirement */
    private boolean use(Place security) {
        boolean any = false;
        for (Place alternative : security.elements()) {
            for (Map.Entry<String, Place> requirement : alternative.fields().entrySet()) {
                scopes.use(requirement.getValue(), requirement.getKey());
                any = true;
            }
        }
        return any;
    }
}
