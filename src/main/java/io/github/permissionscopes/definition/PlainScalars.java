package io.github.permissionscopes.definition;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A SnakeYAML resolver for YAML's core schema (YAML 1.2 §10.3) without floats: a scope called {@code on} or {@code
 * 2024-01-01} is a string, not a boolean or a date as in YAML 1.1.
 */
final class PlainScalars extends Resolver {

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
        addImplicitResolver(Tag.INT, Pattern.compile("-?(?:0|[1-9][0-9]{0,17})"), "-0123456789");
        addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| "), "~nN\0");
        addImplicitResolver(Tag.NULL, EMPTY, null);
    }
}
