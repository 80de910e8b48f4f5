package io.github.permissionscopes.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;
import org.keycloak.utils.JsonUtils;

/** The path of a claim in a token, as Keycloak's own mappers write it: nested names are separated by dots. */
final class ClaimPath {

    /**
     * Members of a token or an introspection response that a mapper must not set. As additional claims they would
     * appear twice.
     */
    private static final Set<String> RESERVED = Stream.concat(
                    ofTokens(), Stream.of("client_id", "active", "username", "token_type", "act", "jwt"))
            .collect(Collectors.toUnmodifiableSet());

    private ClaimPath() {}

    /** @return the names, outermost first; empty for null and for a claim that must not be set */
    static Optional<List<String>> parse(@Nullable String claim) {
        if (claim == null || claim.isBlank()) {
            return Optional.empty();
        }
        List<String> path = JsonUtils.splitClaimPath(claim);
        boolean possible = path.stream().noneMatch(String::isBlank) && !RESERVED.contains(path.get(0));
        return possible ? Optional.of(List.copyOf(path)) : Optional.empty();
    }

    /** Read from the running Keycloak, since each version adds some. */
    private static Stream<String> ofTokens() {
        ObjectMapper json = JsonSerialization.mapper;
        return json.getSerializationConfig().introspect(json.constructType(AccessToken.class)).findProperties().stream()
                .map(BeanPropertyDefinition::getName);
    }
}
