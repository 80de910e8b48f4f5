package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.List;
import java.util.function.Function;

/**
 * Thrown for a document that cannot be imported. It carries the errors and the remarks made so far, which may explain
 * them.
 */
public final class UnusableDocumentException extends InvalidDefinitionException {

    private static final long serialVersionUID = 1L;

    private final transient List<Remark> remarks;

    private UnusableDocumentException(List<FieldError> errors, List<Remark> remarks) {
        super(errors);
        this.remarks = List.copyOf(remarks);
    }

    /** @throws UnusableDocumentException if the reading ends with an error */
    static Imported orRemarks(Place root, Function<Place, Imported> reading) {
        try {
            return reading.apply(root);
        } catch (InvalidDefinitionException e) {
            throw new UnusableDocumentException(e.errors(), root.remarks().list());
        }
    }

    public List<Remark> remarks() {
        return remarks;
    }
}
