package io.github.permissionscopes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.issuance.PermissionScopesMapper;
import io.github.permissionscopes.login.PermissionScopesAuthenticatorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * {@code docs/configuration.md} says what the code says. After a change, {@code mvn test -Dtest=ConfigurationDocTest
 * -Ddocs.write=true} writes it anew.
 */
class ConfigurationDocTest {

    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final Path IDENTIFIERS =
            Path.of("src/main/java/io/github/permissionscopes/config/PermissionScopes.java");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*?)\\*/\\s*public static final String \\w+ = \"([^\"]+)\";", Pattern.DOTALL);

    @Test
    void theDocumentIsThatOfTheCode() throws IOException {
        String document = document();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, document);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("stale: mvn test -Dtest=ConfigurationDocTest -Ddocs.write=true")
                .isEqualTo(document);
    }

    private static String document() throws IOException {
        return """
                # Configuration

                Every key of the product. Written by `ConfigurationDocTest` from the code.

                ## The realm's switch: required action `%s`

                Authentication → Required actions → Permission Scopes, and the gear beside it; in a realm file
                `requiredActions[].config`. Enabled means on.

                %s
                ## Client scopes

                Attributes of a client scope. The admin console has no editor for them; `PUT apis/…`, bundles, realm files and
                `kcadm` have.

                %s
                ## Clients

                Attributes of the client that stands for an API.

                %s
                ## Protocol mapper `%s`

                %s
                ## Authenticator `%s`

                For a flow that is stricter than the realm: [authenticator.md](authenticator.md).

                %s
                ## Condition `%s`

                For a conditional sub-flow: [step-up.md](step-up.md).

                %s"""
                .formatted(
                        PermissionScopes.REQUIRED_ACTION_ID,
                        table(SwitchConfig.PROPERTIES),
                        attributes("Client scope attribute"),
                        attributes("Client attribute"),
                        PermissionScopes.MAPPER_ID,
                        table(new PermissionScopesMapper().getConfigProperties()),
                        PermissionScopes.AUTHENTICATOR_ID,
                        table(new PermissionScopesAuthenticatorFactory().getConfigProperties()),
                        PermissionScopes.CONDITION_ID,
                        table(ConditionConfig.PROPERTIES));
    }

    private static String table(List<ProviderConfigProperty> properties) {
        return properties.stream()
                .map(property -> "| `%s` | %s | %s | %s |\n"
                        .formatted(property.getName(), values(property), defaultOf(property), property.getHelpText()))
                .collect(Collectors.joining(
                        "", "| key | values | default | meaning |\n| --- | --- | --- | --- |\n", ""));
    }

    private static String values(ProviderConfigProperty property) {
        if (property.getOptions() != null && !property.getOptions().isEmpty()) {
            return property.getOptions().stream()
                    .map(option -> "`" + option + "`")
                    .collect(Collectors.joining(", "));
        }
        return switch (property.getType()) {
            case ProviderConfigProperty.BOOLEAN_TYPE -> "`true`, `false`";
            case ProviderConfigProperty.MULTIVALUED_STRING_TYPE -> "several texts";
            case ProviderConfigProperty.INTEGER_TYPE -> "a whole number";
            default -> "a text";
        };
    }

    private static String defaultOf(ProviderConfigProperty property) {
        Object value = property.getDefaultValue();
        return value == null || value.toString().isEmpty() ? "" : "`" + value + "`";
    }

    /** The constants whose Javadoc begins with this kind. */
    private static String attributes(String kind) throws IOException {
        Matcher matcher = ATTRIBUTE.matcher(Files.readString(IDENTIFIERS));
        StringBuilder table = new StringBuilder("| attribute | meaning |\n| --- | --- |\n");
        while (matcher.find()) {
            String text = matcher.group(1)
                    .replaceAll("\\s*\\n\\s*\\* ?", " ")
                    .replaceAll("\\{@code ([^}]*)}", "`$1`")
                    .strip();
            if (text.startsWith(kind + ":") || text.startsWith(kind + ",")) {
                String meaning = text.substring(kind.length() + 1).strip();
                table.append("| `")
                        .append(matcher.group(2))
                        .append("` | ")
                        .append(meaning)
                        .append(" |\n");
            }
        }
        return table.toString();
    }
}
