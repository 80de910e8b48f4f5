package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.List;

/**
 * What became of an imported document.
 *
 * @param bundle to be planned and applied; {@link DefinitionCheck} finds nothing wrong with it
 * @param notCarriedOver what the bundle does not say, in the order in which it was found
 */
public record Imported(Bundle bundle, List<Remark> notCarriedOver) {

    /** @throws InvalidDefinitionException where the document cannot be made into a bundle that could be applied */
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
