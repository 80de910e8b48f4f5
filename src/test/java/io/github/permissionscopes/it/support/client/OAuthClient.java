package io.github.permissionscopes.it.support.client;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.OAuth.Form;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One client of a realm. {@link #asking} begins every request that has a scope: {@code
 * client.asking("openid read:contacts").as("anna").byCode()}.
 */
public final class OAuthClient {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final OAuth oauth;
    private final String id;
    private final Map<String, String> authentication;

    OAuthClient(OAuth oauth, String id, Map<String, String> authentication) {
        this.oauth = oauth;
        this.id = id;
        this.authentication = authentication;
    }

    /** @return the same client, which sends the secret that all confidential clients of the test realms have */
    public OAuthClient confidential() {
        return new OAuthClient(oauth, id, Map.of("client_secret", DemoRealm.SECRET));
    }

    /** @return the same client, which changes every form before it is sent */
    public OAuthClient disguised(UnaryOperator<Form> disguise) {
        return new OAuthClient(oauth.disguised(disguise), id, authentication);
    }

    /** @return the same client, which sends this parameter with every form, once for each value */
    public OAuthClient naming(String parameter, String value, String... more) {
        String added = Stream.concat(Stream.of(value), Arrays.stream(more))
                .map(one -> "&" + Urls.encode(Map.of(parameter, one)))
                .collect(Collectors.joining());
        return disguised(form -> new Form(form.endpoint(), form.body() + added));
    }

    /** A new browser of a user. */
    public Browser browser() {
        return oauth.browser();
    }

    public String id() {
        return id;
    }

    public OAuth oauth() {
        return oauth;
    }

    /** @param scope null asks without any */
    public Asking asking(String scope) {
        return new Asking(this, scope);
    }

    /** The code that the page at the application carries, for tokens. */
    public TokenAnswer exchange(Page callback) {
        return exchange(callback, Map.of());
    }

    public TokenAnswer exchange(Page callback, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(authentication);
        form.putAll(more);
        return oauth.exchange(id, callback, form);
    }

    public TokenAnswer refresh(TokenAnswer earlier) {
        return refresh(earlier.refreshToken());
    }

    public TokenAnswer refresh(String refreshToken) {
        return grant("refresh_token", Map.of("refresh_token", String.valueOf(refreshToken)));
    }

    public TokenAnswer userinfo(TokenAnswer tokens) {
        return oauth.userinfo(tokens.accessToken());
    }

    public TokenAnswer introspect(String token) {
        return post("token/introspect", Map.of("token", token));
    }

    /** What the user of the token may do with this client's resources (UMA). */
    public TokenAnswer ticket(TokenAnswer subject) {
        return grant(
                "urn:ietf:params:oauth:grant-type:uma-ticket",
                Map.of("audience", id, "subject_token", subject.accessToken()));
    }

    /** Asks for a device's tokens; a second time within the interval is answered {@code slow_down}. */
    public TokenAnswer pollOnce(Device device) {
        return grant("urn:ietf:params:oauth:grant-type:device_code", Map.of("device_code", device.code()));
    }

    public TokenAnswer poll(Device device) {
        return patiently(Set.of("slow_down"), () -> pollOnce(device));
    }

    /** Asks for the tokens of {@link Asking#backchannel}, whether or not the user has answered. */
    public TokenAnswer fetchOnce(TokenAnswer asked) {
        String id = asked.body().path("auth_req_id").asText();
        return grant("urn:openid:params:grant-type:ciba", Map.of("auth_req_id", id));
    }

    /** The tokens that were asked for by {@link Asking#backchannel}, as soon as the user has answered. */
    public TokenAnswer fetch(TokenAnswer asked) {
        return patiently(Set.of("slow_down", "authorization_pending"), () -> fetchOnce(asked));
    }

    /** A token request that none of the others is. */
    public TokenAnswer grant(String type, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", type);
        return post("token", form);
    }

    TokenAnswer post(String endpoint, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", id);
        form.putAll(authentication);
        form.putAll(parameters);
        return oauth.postForm(endpoint, form);
    }

    /** As a well-behaved client does, which has been too fast. */
    static TokenAnswer patiently(Set<String> notYet, Supplier<TokenAnswer> poll) {
        TokenAnswer answer = poll.get();
        while (answer.error() != null && notYet.contains(answer.error())) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = poll.get();
        }
        return answer;
    }
}
