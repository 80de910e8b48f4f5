package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.keycloak.representations.idm.EventRepresentation;

/** What {@code explain} says of a request is what the request gets. */
public final class SameAsExplained {

    private SameAsExplained() {}

    public static void assertSame(JsonNode explained, TokenAnswer real) {
        if (explained.path("rejected").asBoolean()) {
            assertThat(real.error()).as("%s", explained).isEqualTo("invalid_scope");
            assertThat(explained.path("rejection").asText()).isNotEmpty();
            return;
        }
        assertThat(real.status()).as("%s", explained).isEqualTo(200);
        Set<String> kept = new TreeSet<>(List.of(explained.path("kept").asText().split(" ")));
        kept.remove("");
        Set<String> granted = new TreeSet<>(real.scope());
        // The client's default scopes are in every token, and a login asks for openid beside all scopes of a client.
        Set<String> always = Set.of("profile", "email", "openid");
        granted.removeAll(always);
        kept.removeAll(always);
        // Of these, which tokens never name, it is only said where they are asked for.
        kept.removeAll(Set.of("basic", "roles"));
        kept.removeAll(notInTokens(explained));
        assertThat(granted).as("%s", explained).isEqualTo(kept);
    }

    /** What Keycloak removes, and what it does not name. */
    private static Set<String> notInTokens(JsonNode explained) {
        return scopes(explained).stream()
                .filter(answer -> answer.path("removedByKeycloak").asBoolean()
                        || !answer.path("inToken").asBoolean(true))
                .peek(answer -> assertThat(answer.path("text").asText()).isNotEmpty())
                .map(answer -> answer.path("scope").asText())
                .collect(Collectors.toSet());
    }

    /** The event tells the same scopes as refused, for the same reasons. */
    public static void assertSameRefusals(JsonNode explained, EventRepresentation event) {
        Set<String> refusals = scopes(explained).stream()
                .filter(answer -> answer.path("verdict").asText().equals("refused"))
                .map(answer -> answer.path("scope").asText() + "="
                        + answer.path("reason").asText())
                .collect(Collectors.toSet());
        assertThat(refusals).as("refusals in %s", explained).isEqualTo(refusals(event.getDetails()));
    }

    private static Set<String> refusals(Map<String, String> details) {
        String reasons = details == null ? null : details.get("scope_refused_reasons");
        return reasons == null ? Set.of() : Set.of(reasons.split(" "));
    }

    private static List<JsonNode> scopes(JsonNode explained) {
        return StreamSupport.stream(explained.path("scopes").spliterator(), false)
                .toList();
    }
}
