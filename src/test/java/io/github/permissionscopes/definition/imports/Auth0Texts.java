package io.github.permissionscopes.definition.imports;

/** What Auth0's deploy tool exports, as text, and what is read of it. */
final class Auth0Texts {

    static final String API =
            """
            resourceServers:
              - name: Books
                identifier: https://books.example
                enforce_policies: true
                scopes: [{value: read:books}, {value: write:books}]
            """;

    private Auth0Texts() {}

    static Imported read(String text) {
        return Auth0Import.read(Auth0Document.tree(text, !text.strip().startsWith("{")));
    }
}
