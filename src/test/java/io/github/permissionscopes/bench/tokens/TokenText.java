package io.github.permissionscopes.bench.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads answers of the token endpoint. */
final class TokenText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenText() {}

    static String field(String body, String name) {
        JsonNode value = read(body).path(name);
        if (value.isMissingNode()) {
            throw new IllegalStateException("No " + name + " in " + body);
        }
        return value.asText();
    }

    /**
     * @param body a token response, an introspection, or neither
     * @return how many scopes of APIs the token has, whatever else is in it
     */
    static long granted(String body) {
        JsonNode answer = read(body);
        JsonNode claims = answer.has("access_token")
                ? read(payload(answer.get("access_token").asText()))
                : answer;
        JsonNode permissions = claims.path("authorization").path("permissions");
        Stream<String> names = permissions.isMissingNode()
                ? Stream.of(claims.path("scope").asText().split(" "))
                : StreamSupport.stream(permissions.spliterator(), false)
                        .flatMap(permission ->
                                StreamSupport.stream(permission.path("scopes").spliterator(), false))
                        .map(JsonNode::asText);
        return names.filter(name -> name.contains(":item-")).count();
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
