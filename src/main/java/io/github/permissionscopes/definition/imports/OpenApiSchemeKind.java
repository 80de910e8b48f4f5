package io.github.permissionscopes.definition.imports;

/** The kind of a security scheme of an OpenAPI document, which decides the remarks about its scopes. */
enum OpenApiSchemeKind {
    SCOPES("", "It is used but declared nowhere; it was added, without a description."),
    OTHER(
            "It is of a type without OAuth scopes; OpenAPI 3.1 lets operations name roles with it. They were taken for"
                    + " scopes: take out of the bundle what is none.",
            "It is used but declared nowhere; it was added, without a description."),
    ELSEWHERE(
            "It, or a part of it, is in another document, which is not fetched. The scopes that operations require were"
                    + " taken; their texts are there.",
            "It was added, without a description: its text is in another document."),
    UNKNOWN(
            "The document has no such security scheme. The scopes that operations require with it were taken.",
            "It is used but declared nowhere; it was added, without a description.");

    private final String remark;
    private final String undeclared;

    OpenApiSchemeKind(String remark, String undeclared) {
        this.remark = remark;
        this.undeclared = undeclared;
    }

    /** @return the remark that is made once if operations require the scheme */
    String remark() {
        return remark;
    }

    /** @return the remark about a required scope that the scheme does not declare */
    String undeclared() {
        return undeclared;
    }
}
