package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.Written;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The result of validating a bundle without looking at the realm. Elements without errors are still compared with the
 * realm, so that one answer reports all errors.
 *
 * @param errors every error that was found
 * @param wrong JSON pointers to the elements with errors
 * @param unclear client IDs and role names that those elements define; references to them are not reported as unknown
 */
record BundleCheck(List<FieldError> errors, Set<String> wrong, Set<String> unclear) {

    private static final Pattern ELEMENT = Pattern.compile("/(?:apis|roles|groups)/\\d+(?=/|$)");

    /**
     * @throws InvalidDefinitionException if an error concerns more than single elements, or if there are more errors
     *     than one answer reports
     */
    static BundleCheck of(Written<Bundle> written) {
        List<FieldError> errors = written.wrong(DefinitionCheck::check);
        Set<String> wrong = new HashSet<>();
        for (FieldError error : errors) {
            Matcher element = ELEMENT.matcher(error.field());
            if (!element.lookingAt()) {
                throw new InvalidDefinitionException(errors);
            }
            wrong.add(element.group());
        }
        if (errors.size() >= Problems.MOST) {
            throw new InvalidDefinitionException(errors);
        }
        return new BundleCheck(errors, wrong, unclear(written.value(), wrong));
    }

    private static Set<String> unclear(Bundle bundle, Set<String> wrong) {
        Set<String> unclear = new HashSet<>();
        IntStream.range(0, bundle.apis().size())
                .filter(i -> wrong.contains("/apis/" + i) && bundle.apis().get(i) != null)
                .forEach(i -> unclear.add(bundle.apis().get(i).clientId()));
        IntStream.range(0, bundle.roles().size())
                .filter(i -> wrong.contains("/roles/" + i) && bundle.roles().get(i) != null)
                .forEach(i -> unclear.add(bundle.roles().get(i).name()));
        return unclear;
    }

    boolean isRight(String at) {
        return !wrong.contains(at);
    }
}
