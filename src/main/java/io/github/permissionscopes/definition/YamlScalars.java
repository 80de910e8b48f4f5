package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;

/** Converts a YAML scalar into a JSON string, number, boolean or null. */
final class YamlScalars {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final PlainScalars SCALARS = new PlainScalars();

    private YamlScalars() {}

    static JsonNode value(ScalarEvent scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag() == null || scalar.getTag().equals("!")
                ? SCALARS.resolve(NodeId.scalar, text, scalar.getImplicit().canOmitTagInPlainScalar())
                : new Tag(scalar.getTag());
        if (tag.equals(Tag.STR)) {
            return NODES.textNode(text);
        }
        // An explicit tag is accepted only if it is the type that the value has without it.
        if (!tag.equals(SCALARS.resolve(NodeId.scalar, text, true))) {
            throw YamlProblems.at(scalar, "tags such as !x are not supported");
        }
        if (tag.equals(Tag.INT)) {
            return NODES.numberNode(Long.parseLong(text));
        }
        return tag.equals(Tag.BOOL) ? NODES.booleanNode(Boolean.parseBoolean(text)) : NODES.nullNode();
    }
}
