package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionReader;
import java.util.List;

/** OpenAPI documents as text, and what is read of them. */
final class OpenApiTexts {

    static final String HEAD = "openapi: 3.1.0\ninfo: {title: T}\n";
    static final String SCHEME =
            "components: {securitySchemes: {o: {type: oauth2, flows: {implicit: {scopes: {a: A}}}}}}\n";

    private OpenApiTexts() {}

    static Imported read(String text) {
        return OpenApiImport.read(DefinitionReader.tree(text, true), null, null);
    }

    static List<String> scopes(String text) {
        return names(read(text));
    }

    static List<String> names(Imported imported) {
        return imported.bundle().apis().get(0).scopes().stream()
                .map(scope -> scope.name())
                .toList();
    }

    static List<String> whys(Imported imported) {
        return imported.notCarriedOver().stream().map(Remark::why).toList();
    }
}
