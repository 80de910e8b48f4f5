package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Set;

/** What an endpoint answered. */
public record TokenAnswer(int status, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public String error() {
        return body.path("error").asText(null);
    }

    public String refreshToken() {
        return body.path("refresh_token").asText(null);
    }

    public String accessToken() {
        return body.path("access_token").asText(null);
    }

    public Set<String> scope() {
        return scope(body);
    }

    public JsonNode accessClaims() {
        return claims(accessToken());
    }

    public JsonNode refreshClaims() {
        return claims(refreshToken());
    }

    public JsonNode idClaims() {
        return claims(body.path("id_token").asText(null));
    }

    /** The scope of a response or of a token's claims, as a set. */
    public static Set<String> scope(JsonNode holder) {
        String scope = holder.path("scope").asText("");
        return scope.isEmpty() ? Set.of() : Set.of(scope.split(" "));
    }

    public static JsonNode header(String token) {
        return part(0, token);
    }

    public static JsonNode claims(String token) {
        return part(1, token);
    }

    private static JsonNode part(int index, String token) {
        if (token == null) {
            throw new IllegalStateException("There is no such token");
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
