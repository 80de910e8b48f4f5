package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The claim of our mapper that names permissions. */
public final class PermissionsClaim {

    /** The mapper's config: those behind the granted scopes. */
    public static final Map<String, String> GRANTED = Map.of("permissions.include", "granted");

    /** The mapper's config: all that the user holds. */
    public static final Map<String, String> ALL = Map.of("permissions.include", "all");

    private PermissionsClaim() {}

    /** @return the mapper's config: those behind the granted scopes, and this */
    public static Map<String, String> granted(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(GRANTED);
        config.putAll(more);
        return config;
    }

    /** The access token names exactly these, in this order. */
    public static void assertNames(TokenAnswer answer, String... permissions) {
        assertThat(names(answer)).as("permissions in %s", answer.accessClaims()).containsExactly(permissions);
    }

    /** As above, of claims, or of what introspection tells of them. */
    public static void assertNames(JsonNode claims, String... permissions) {
        assertThat(names(claims, "permissions")).as("permissions in %s", claims).containsExactly(permissions);
    }

    public static List<String> names(TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        return names(answer.accessClaims(), "permissions");
    }

    /** @return what an array among the claims names, which has to be there */
    public static List<String> names(JsonNode holder, String claim) {
        JsonNode names = holder.path(claim);
        assertThat(names.isArray()).as("array %s in %s", claim, holder).isTrue();
        return names.valueStream().map(JsonNode::asText).toList();
    }
}
