package io.github.permissionscopes.it.support.client;

import io.github.permissionscopes.it.support.client.Browser.Page;

/**
 * A device without a browser (RFC 8628), which has asked and shows where its user is to go.
 *
 * @param answer to what it has asked
 */
public record Device(OAuthClient client, TokenAnswer answer) {

    /** What the user sees there, in a browser that may have a session. */
    public Page open(Browser browser) {
        return browser.open(verificationUri());
    }

    public String verificationUri() {
        return answer.body().path("verification_uri_complete").asText();
    }

    /** The user goes there in a browser of their own, and logs in. */
    public Page verify(String user) {
        return verify(client.oauth().browser(), user);
    }

    public Page verify(Browser browser, String user) {
        return open(browser).logIn(user);
    }

    /** The tokens, as soon as the interval has passed. */
    public TokenAnswer poll() {
        return client.poll(this);
    }

    public String code() {
        return answer.body().path("device_code").asText();
    }
}
