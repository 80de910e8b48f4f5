package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Collects the scopes that the operations of an OpenAPI document require. */
final class OpenApiOperations {

    private static final Set<String> METHODS = Set.of(
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
            "query",
            "x-amazon-apigateway-any-method");
    private static final String SECURITY = "security";
    private static final String EXTENSION = "x-";
    private static final String OF_OTHERS = "Calls that the API makes itself; the scopes of others are not this API's.";

    private final Place root;
    private final OpenApiScopes scopes;
    private final OpenApiReferences references;

    /** The nodes that were read: several paths may refer to the same one. */
    private final Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private final OpenApiExtensions extensions = new OpenApiExtensions();

    private boolean everywhere;
    private int protectedOperations;

    OpenApiOperations(Place root, OpenApiScopes scopes) {
        this.root = root;
        this.scopes = scopes;
        this.references = new OpenApiReferences(root);
    }

    void read() {
        everywhere = use(root.at(SECURITY));
        eachWhole(root.at("paths"), paths -> paths.fields().forEach(this::readPath));
        if (protectedOperations > 0) {
            root.at("paths")
                    .remark(
                            protectedOperations + " operations that require scopes",
                            "Which operation needs which scope is for the API to check; a bundle says who gets a scope.");
        }
        if (root.at("webhooks").saysSomething()) {
            root.at("webhooks").remark(OF_OTHERS);
        }
        Place items = root.at("components").at("pathItems");
        if (items.node().isObject()) {
            items.fields().values().forEach(this::remarkUnused);
        }
        extensions.remark();
    }

    private void remarkUnused(Place item) {
        if (item.saysSomething() && !seen.contains(item.node())) {
            item.remark("Not carried over: nothing under paths refers to it.");
        }
    }

    private void readPath(String path, Place item) {
        if (path.startsWith("/")) {
            eachWhole(item, this::readItem);
        } else if (!path.equals(OpenApiReferences.REF) && !path.startsWith(EXTENSION)) {
            item.remark("path " + path, "Not carried over: a path begins with a slash.");
        }
    }

    /** Reads the object at a position and those to which its {@code $ref} leads, each only once. */
    private void eachWhole(Place place, Consumer<Place> reader) {
        for (Place whole : references.wholes(place)) {
            if (whole.saysSomething() && !whole.node().isObject()) {
                whole.remark("Not carried over: an object is expected here.");
            } else if (whole.saysSomething() && seen.add(whole.node())) {
                reader.accept(whole);
            }
        }
    }

    private void readItem(Place item) {
        for (Map.Entry<String, Place> field : item.fields().entrySet()) {
            // OpenAPI writes methods in lower case, but not every document does.
            if (METHODS.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                eachWhole(field.getValue(), this::readOperation);
            } else if (field.getKey().equals("additionalOperations")) {
                field.getValue().fields().values().forEach(operation -> eachWhole(operation, this::readOperation));
            } else if (field.getKey().equals(SECURITY) && field.getValue().saysSomething()) {
                field.getValue()
                        .remark("Not carried over: OpenAPI has security at operations, and at the whole document.");
            } else if (field.getValue().at(SECURITY).saysSomething()) {
                field.getValue().at(SECURITY).remark("Not carried over: OpenAPI has no method " + field.getKey() + ".");
            }
        }
        extensions.read(item);
    }

    private void readOperation(Place operation) {
        // With a $ref, the target is the operation and is counted there.
        boolean refers = OpenApiReferences.refers(operation);
        Place security = operation.at(SECURITY);
        if (security.isThere() ? use(security) : everywhere && !refers) {
            protectedOperations++;
        }
        if (operation.at("callbacks").saysSomething()) {
            operation.at("callbacks").remark(OF_OTHERS);
        }
        extensions.read(operation);
    }

    /** @return whether the list contains any requirement */
    private boolean use(Place security) {
        if (security.saysSomething() && !security.node().isArray()) {
            security.remark("Not carried over: a list of requirements is expected here.");
            return false;
        }
        boolean any = false;
        for (Place alternative : security.elements()) {
            if (alternative.isThere() && !alternative.node().isObject()) {
                alternative.remark(
                        "Not carried over: a requirement is an object, with the scheme's name and a list of scopes.");
                continue;
            }
            for (Map.Entry<String, Place> requirement : alternative.fields().entrySet()) {
                scopes.use(requirement.getValue(), requirement.getKey());
                any = true;
            }
        }
        return any;
    }
}
