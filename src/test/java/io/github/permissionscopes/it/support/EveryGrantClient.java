package io.github.permissionscopes.it.support;

import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.SECRET;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.OAuth.Form;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;
import org.keycloak.representations.idm.authorization.ResourceServerRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;

/** A confidential client that may use every grant, and does so step by step. */
public final class EveryGrantClient {

    public static final String ID = "every-grant";

    /** The same, but for token exchange, of which a client has either the standard or the legacy one. */
    public static final String LEGACY_ID = "every-grant-legacy";

    public static final String SERVICE_ACCOUNT = "service-account-" + ID;

    private static final Duration POLL = Duration.ofMillis(300);

    private final OAuth oauth;
    private final String clientId;

    public EveryGrantClient(OAuth oauth, String clientId) {
        this.oauth = oauth;
        this.clientId = clientId;
    }

    static ClientBuilder registration(String clientId) {
        ResourceServerRepresentation resources = new ResourceServerRepresentation();
        // Every resource is given to everybody: a ticket is about scopes of another kind.
        resources.setPolicyEnforcementMode(PolicyEnforcementMode.PERMISSIVE);
        resources.setResources(List.of(new ResourceRepresentation("address book")));
        ClientBuilder client = DemoRealm.application(clientId, DemoRealm.CONTACTS)
                .publicClient(false)
                .secret(SECRET)
                .serviceAccountsEnabled(true)
                .authorizationServicesEnabled(true)
                .attribute("oauth2.device.authorization.grant.enabled", "true")
                .attribute("oauth2.device.polling.interval", "1")
                .attribute("oidc.ciba.grant.enabled", "true")
                .attribute("ciba.backchannel.token.delivery.mode", "poll")
                .attribute("oauth2.jwt.authorization.grant.enabled", "true")
                .attribute("oauth2.jwt.authorization.grant.idp", ForeignIssuer.ALIAS)
                .attribute("standard.token.exchange.enabled", String.valueOf(clientId.equals(ID)));
        client.build().setImplicitFlowEnabled(true);
        client.build().setAuthorizationSettings(resources);
        return client;
    }

    public Page login(String user, String scope, String responseType) {
        return oauth.login(
                oauth.browser(),
                oauth.authorizationUrl(clientId, scope, Map.of("response_type", responseType)),
                user,
                PASSWORD);
    }

    public TokenAnswer exchangeCode(Page callback) {
        return oauth.exchange(clientId, callback, Map.of("client_secret", SECRET));
    }

    public TokenAnswer password(String user, String scope) {
        return grant("password", Map.of("username", user, "password", PASSWORD, "scope", scope));
    }

    public TokenAnswer clientCredentials(String scope) {
        return grant("client_credentials", Map.of("scope", scope));
    }

    public TokenAnswer refresh(TokenAnswer tokens) {
        return grant("refresh_token", Map.of("refresh_token", tokens.refreshToken()));
    }

    /** The same client, which changes every form before it is sent. */
    public EveryGrantClient disguised(UnaryOperator<Form> disguise) {
        return new EveryGrantClient(oauth.disguised(disguise), clientId);
    }

    public String authorizationUrl(String scope) {
        return oauth.authorizationUrl(clientId, scope, Map.of());
    }

    /** Asks for a device code. */
    public TokenAnswer device(String scope) {
        return oauth.postForm("auth/device", authenticated(Map.of("scope", scope)));
    }

    /** The user logs in at the page that the device shows; what is asked then is to be answered in the same browser. */
    public Page verifyDevice(Browser browser, TokenAnswer device, String user) {
        return browser.submit(openDevice(browser, device), Map.of("username", user, "password", PASSWORD));
    }

    /** As {@link #verifyDevice}, in a browser in which a user is logged in already. */
    public Page openDevice(Browser browser, TokenAnswer device) {
        return browser.open(device.body().path("verification_uri_complete").asText());
    }

    public void approveDevice(TokenAnswer device, String user) {
        Browser browser = oauth.browser();
        browser.submit(verifyDevice(browser, device, user), Map.of("accept", "Yes"));
    }

    /** Polls until the user has answered. */
    public TokenAnswer pollDevice(TokenAnswer device) {
        return poll(() -> pollDeviceOnce(device));
    }

    public TokenAnswer pollDeviceOnce(TokenAnswer device) {
        return grant(
                "urn:ietf:params:oauth:grant-type:device_code",
                Map.of("device_code", device.body().path("device_code").asText()));
    }

    /** Backchannel authentication (CIBA). */
    public TokenAnswer ask(String user, String scope) {
        return oauth.postForm("ext/ciba/auth", authenticated(Map.of("login_hint", user, "scope", scope)));
    }

    /** Polls until the user has answered. */
    public TokenAnswer pollAsked(TokenAnswer asked) {
        return poll(() -> grant(
                "urn:openid:params:grant-type:ciba",
                Map.of("auth_req_id", asked.body().path("auth_req_id").asText())));
    }

    public TokenAnswer exchangeToken(TokenAnswer subject, String scope) {
        return grant(
                "urn:ietf:params:oauth:grant-type:token-exchange",
                Map.of(
                        "subject_token",
                        subject.accessToken(),
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "scope",
                        scope));
    }

    public TokenAnswer assertion(String assertion, String scope) {
        return grant("urn:ietf:params:oauth:grant-type:jwt-bearer", Map.of("assertion", assertion, "scope", scope));
    }

    /** What the user of the token may do with this client's resources (UMA). */
    public TokenAnswer ticket(TokenAnswer subject) {
        return grant(
                "urn:ietf:params:oauth:grant-type:uma-ticket",
                Map.of("audience", clientId, "subject_token", subject.accessToken()));
    }

    private static TokenAnswer poll(Supplier<TokenAnswer> once) {
        TokenAnswer answer = once.get();
        while (Set.of("slow_down", "authorization_pending").contains(String.valueOf(answer.error()))) {
            LockSupport.parkNanos(POLL.toNanos());
            answer = once.get();
        }
        return answer;
    }

    /** A request that none of the others is. */
    public TokenAnswer grant(String type, Map<String, String> parameters) {
        Map<String, String> form = authenticated(parameters);
        form.put("grant_type", type);
        return oauth.token(form);
    }

    private Map<String, String> authenticated(Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("client_id", clientId);
        form.put("client_secret", SECRET);
        return form;
    }
}
