package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.List;

/**
 * The result of an import: the bundle, and remarks about everything that the bundle does not contain.
 *
 * @param bundle a bundle that can be planned and applied; {@link DefinitionCheck} has accepted it
 * @param notCarriedOver what is missing or different in the bundle, in the order in which it was found
 */
public record Imported(Bundle bundle, List<Remark> notCarriedOver) {

    /** @throws InvalidDefinitionException if {@link DefinitionCheck} rejects the bundle */
    public Imported {
        notCarriedOver = List.copyOf(notCarriedOver);
        try {
            DefinitionCheck.check(bundle);
        } catch (InvalidDefinitionException e) {
            throw new InvalidDefinitionException(e.errors().stream()
                    .map(error -> new FieldError(
                            "",
                            "The bundle that this would become cannot be applied: at " + error.field()
                                    + " of the bundle: " + error.message()))
                    .toList());
        }
    }
}
