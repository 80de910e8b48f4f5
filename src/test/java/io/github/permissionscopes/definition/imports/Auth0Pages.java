package io.github.permissionscopes.definition.imports;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.definition.FieldError;
import java.util.List;

/** Lists of Auth0 as text, with words for the elements, and what is read of them. */
final class Auth0Pages {

    static final String API =
            "{'identifier': 'https://b.example', 'enforce_policies': true, 'name': 'B', 'scopes': [{'value': 'a'}]}";
    static final String GRANT = "{'client_id': 'x', 'audience': 'https://b.example', 'scope': ['a']}";
    static final String PERMISSION = "{'permission_name': 'a', 'resource_server_identifier': 'https://b.example'}";

    private Auth0Pages() {}

    static Imported read(String document) {
        return Auth0Import.read(Fixture.json(
                document.replace("API", API).replace("GRANT", GRANT).replace("PERMISSION", PERMISSION)));
    }

    static List<FieldError> errors(String document) {
        return catchThrowableOfType(UnusableDocumentException.class, () -> read(document))
                .errors();
    }
}
