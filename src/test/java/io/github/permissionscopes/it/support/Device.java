package io.github.permissionscopes.it.support;

import io.github.permissionscopes.it.support.Browser.Page;
import java.util.Map;
import java.util.Set;

/**
 * A device without a browser (RFC 8628), which has asked and shows where its user is to go.
 *
 * @param answer to what it has asked
 */
public record Device(OAuthClient client, TokenAnswer answer) {

    /** What the user sees there, in a browser that may have a session. */
    public Page open(Browser browser) {
        return browser.open(answer.body().path("verification_uri_complete").asText());
    }

    /** The user goes there in a browser of their own, and logs in. */
    public Page verify(String user) {
        return verify(client.oauth().browser(), user);
    }

    public Page verify(Browser browser, String user) {
        return open(browser).logIn(user);
    }

    /** Asks for the tokens; a second time within the interval is answered {@code slow_down}. */
    public TokenAnswer pollOnce() {
        return client.grant("urn:ietf:params:oauth:grant-type:device_code", Map.of("device_code", code()));
    }

    public TokenAnswer poll() {
        return OAuthClient.patiently(Set.of("slow_down"), this::pollOnce);
    }

    public String code() {
        return answer.body().path("device_code").asText();
    }
}
