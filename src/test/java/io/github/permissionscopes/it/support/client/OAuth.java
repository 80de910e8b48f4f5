package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.it.coverage.ObservedMoments;
import io.github.permissionscopes.it.support.admin.Consents;
import io.github.permissionscopes.it.support.client.Browser.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An OAuth client of one realm that sends exactly what it is told. */
public final class OAuth {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String endpoints;
    private final String redirectUri;
    private final List<String> bearers;
    private final UnaryOperator<Form> disguise;
    private final Runnable onConsent;

    /** @param realmUrl for example {@code http://localhost:8080/realms/demo} */
    public OAuth(String realmUrl, String redirectUri) {
        this(realmUrl + "/protocol/openid-connect/", redirectUri, List.of(), UnaryOperator.identity(), () -> {});
    }

    private OAuth(
            String endpoints,
            String redirectUri,
            List<String> bearers,
            UnaryOperator<Form> disguise,
            Runnable onConsent) {
        this.endpoints = endpoints;
        this.redirectUri = redirectUri;
        this.bearers = bearers;
        this.disguise = disguise;
        this.onConsent = onConsent;
    }

    /** @return with what users say yes to forgotten at the end of the test */
    public OAuth forgetting(Consents consents) {
        return new OAuth(endpoints, redirectUri, bearers, disguise, consents::given);
    }

    /** To be called where a user logs in by other means than {@link Browser}. */
    public void mayBeConsented() {
        onConsent.run();
    }

    public OAuthClient client(String clientId) {
        return new OAuthClient(this, clientId, Map.of());
    }

    /** @return a client that sends this access token with every form, beside those that it sends already */
    public OAuth withBearer(String accessToken) {
        List<String> more = new ArrayList<>(bearers);
        more.add(accessToken);
        return new OAuth(endpoints, redirectUri, more, disguise, onConsent);
    }

    /** @return a client that changes every form before it is sent */
    public OAuth disguised(UnaryOperator<Form> disguise) {
        return new OAuth(endpoints, redirectUri, bearers, disguise, onConsent);
    }

    public String realmUrl() {
        return endpoints.substring(0, endpoints.indexOf("/protocol/"));
    }

    /** The URL of the endpoint of that name. */
    public String endpoint(String name) {
        return endpoints + name;
    }

    public Browser browser() {
        return new Browser(redirectUri, onConsent);
    }

    /** The authorization request; {@code more} may override what is usual, a null value leaves a parameter out. */
    public String authorizationUrl(String clientId, String scope, Map<String, String> more) {
        return endpoints + "auth?" + Urls.encode(authorizationRequest(clientId, scope, more));
    }

    /** The same request at the endpoint that lets a new user register. */
    public String registrationUrl(String clientId, String scope) {
        return endpoints + "registrations?" + Urls.encode(authorizationRequest(clientId, scope, Map.of()));
    }

    /** The parameters of {@link #authorizationUrl}, which are also what a request object states. */
    public Map<String, String> authorizationRequest(String clientId, String scope, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("state", "state-of-the-client");
        parameters.put("nonce", "nonce-of-the-client");
        if (scope != null) {
            parameters.put("scope", scope);
        }
        parameters.putAll(more);
        parameters.values().removeIf(value -> value == null);
        ObservedMoments.asked(parameters.get("scope"));
        return parameters;
    }

    public TokenAnswer exchange(String clientId, Page callback, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", clientId);
        form.put("code", String.valueOf(callback.parameter("code")));
        form.put("redirect_uri", redirectUri);
        form.putAll(more);
        return token(form);
    }

    public TokenAnswer token(Map<String, String> form) {
        return postForm("token", form);
    }

    public TokenAnswer postForm(String endpoint, Map<String, String> form) {
        ObservedMoments.asked(form.get("scope"));
        Form sent = disguise.apply(new Form(endpoint, Urls.encode(form)));
        return post(sent.endpoint(), sent.body());
    }

    public TokenAnswer userinfo(String accessToken) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoints + "userinfo"))
                .header("Authorization", "Bearer " + accessToken)
                .build();
        return send(request);
    }

    public TokenAnswer introspect(String clientId, String secret, String token) {
        return postForm("token/introspect", Map.of("client_id", clientId, "client_secret", secret, "token", token));
    }

    /** Posts a form as it is, for requests that no well-behaved client sends. */
    public TokenAnswer post(String endpoint, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoints + endpoint))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        bearers.forEach(token -> request.header("Authorization", "Bearer " + token));
        return send(request.build());
    }

    private TokenAnswer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new TokenAnswer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param endpoint may have a query */
    public record Form(String endpoint, String body) {}

    private static JsonNode parse(String body) throws IOException {
        return body.startsWith("{")
                ? JSON.readTree(body)
                : JSON.createObjectNode().put("text", body);
    }
}
