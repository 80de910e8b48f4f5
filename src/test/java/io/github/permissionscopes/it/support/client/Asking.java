package io.github.permissionscopes.it.support.client;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.Browser.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.jose.jws.JWSBuilder;

/** What a client asks for, for whom, and with which further parameters; and the ways to ask for it. */
public final class Asking {

    private final OAuthClient client;
    private final String scope;
    private final String user;

    /** Null for a new one each time. */
    private final Browser browser;

    private final Map<String, String> more;

    Asking(OAuthClient client, String scope) {
        this(client, scope, null, null, Map.of());
    }

    private Asking(OAuthClient client, String scope, String user, Browser browser, Map<String, String> more) {
        this.client = client;
        this.scope = scope;
        this.user = user;
        this.browser = browser;
        this.more = more;
    }

    /** @param user one of the test realms' users, who all have the same password */
    public Asking as(String user) {
        return new Asking(client, scope, user, browser, more);
    }

    /** In a browser that may have a session; without this call, in a new one each time. */
    public Asking in(Browser browser) {
        return new Asking(client, scope, user, browser, more);
    }

    /** In the browser that shows, or has left, this page. */
    public Asking after(Page page) {
        return in(page.browser());
    }

    /** Of one API, by one of its names: {@code resource} (RFC 8707). */
    public Asking of(String api) {
        return with("resource", api);
    }

    public Asking with(String parameter, String value) {
        return with(Map.of(parameter, value));
    }

    /** With further parameters of the request, the authorization request if there is one. */
    public Asking with(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(parameters);
        return new Asking(client, scope, user, browser, all);
    }

    /** The authorization request. */
    public String url() {
        return client.oauth().authorizationUrl(client.id(), scope, more);
    }

    /** The authorization request as an unsigned request object (RFC 9101). */
    public String unsigned() {
        return new JWSBuilder()
                .jsonContent(client.oauth().authorizationRequest(client.id(), scope, more))
                .none();
    }

    /** The answer to the authorization request, pushed (RFC 9126). */
    public TokenAnswer push() {
        return client.post("ext/par/request", client.oauth().authorizationRequest(client.id(), scope, more));
    }

    /** Pushes the authorization request; the browser then carries its name, and what is added after this call. */
    public Asking pushed() {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : List.of("response_type", "redirect_uri", "state", "nonce")) {
            query.put(parameter, null);
        }
        query.put("request_uri", push().body().path("request_uri").asText());
        return new Asking(client, null, user, browser, query);
    }

    /** Opens the authorization request. */
    public Page open() {
        return (browser == null ? client.oauth().browser() : browser).open(url());
    }

    /** Opens the authorization request, for which no page may be shown ({@code prompt=none}). */
    public Page silently() {
        return with("prompt", "none").open();
    }

    /** Opens the authorization request and fills the login form. */
    public Page login() {
        return open().logIn(user);
    }

    /** A login without any further page, or a single sign-on if nobody is to log in; and the code's exchange. */
    public TokenAnswer byCode() {
        return client.exchange(user == null ? open() : login());
    }

    /** A login whose redirect carries the tokens (implicit flow). */
    public TokenAnswer byRedirect() {
        return with("response_type", "id_token token").login().answer();
    }

    public TokenAnswer byPassword() {
        return grant("password", Map.of("username", user, "password", DemoRealm.PASSWORD));
    }

    public TokenAnswer byClientCredentials() {
        return grant("client_credentials", Map.of());
    }

    public TokenAnswer byRefresh(TokenAnswer earlier) {
        return grant("refresh_token", Map.of("refresh_token", earlier.refreshToken()));
    }

    public TokenAnswer byTokenExchange(TokenAnswer subject) {
        return byTokenExchange(subject.accessToken());
    }

    public TokenAnswer byTokenExchange(String subjectToken) {
        return grant(
                "urn:ietf:params:oauth:grant-type:token-exchange",
                Map.of(
                        "subject_token",
                        subjectToken,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token"));
    }

    /** @param assertion a JWT of another issuer (RFC 7523) */
    public TokenAnswer byAssertion(String assertion) {
        return grant("urn:ietf:params:oauth:grant-type:jwt-bearer", Map.of("assertion", assertion));
    }

    /** A device asks, the user approves, the device polls. */
    public TokenAnswer byDevice() {
        Device device = device();
        device.verify(user).accept();
        return device.poll();
    }

    /** A device asks. */
    public Device device() {
        return new Device(client, client.post("auth/device", parameters(Map.of())));
    }

    /** The user is asked on a phone and approves there (CIBA). */
    public TokenAnswer byBackchannel(AuthenticationDevice phone) {
        TokenAnswer asked = backchannel();
        phone.approve();
        return client.fetch(asked);
    }

    /** As above, on a phone that is there for this request alone. */
    public TokenAnswer byBackchannel() {
        try (AuthenticationDevice phone =
                new AuthenticationDevice(client.oauth().realmUrl())) {
            return byBackchannel(phone);
        }
    }

    /** The user is asked on a phone. */
    public TokenAnswer backchannel() {
        return client.post("ext/ciba/auth", parameters(Map.of("login_hint", user)));
    }

    private TokenAnswer grant(String type, Map<String, String> parameters) {
        return client.grant(type, parameters(parameters));
    }

    private Map<String, String> parameters(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (scope != null) {
            all.put("scope", scope);
        }
        all.putAll(more);
        return all;
    }
}
