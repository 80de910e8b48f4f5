package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.demo.DemoRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A browser with cookies that follows redirects as long as they stay on the server. One object is one browser. */
public final class Browser {

    private static final int MAX_REDIRECTS = 10;
    private static final Map<String, String> YES = Map.of("accept", "Yes");

    private final BrowserRequests requests = new BrowserRequests();
    private final String redirectUri;
    private final Runnable onConsent;

    /**
     * @param redirectUri the application's redirect URI, where this browser stops and reads the parameters
     * @param onConsent is called when the user says yes at a consent page
     */
    Browser(String redirectUri, Runnable onConsent) {
        this.redirectUri = redirectUri;
        this.onConsent = onConsent;
    }

    public Page open(String url) {
        return follow(BrowserRequests.get(url));
    }

    /** Posts a form that no page has. */
    public Page post(OAuth.Form form) {
        if (form.body().contains("accept=Yes")) {
            onConsent.run();
        }
        return follow(BrowserRequests.post(form.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .requestBody(form.body()));
    }

    /** Fills the only form of the page and presses its only button. */
    public Page submit(Page page, Map<String, String> fields) {
        return follow(filled(page, fields));
    }

    /**
     * The same, but stops at the answer.
     *
     * @return where the answer sends the browser
     */
    public URI submitOnly(Page page, Map<String, String> fields) {
        try {
            return BrowserRequests.target(requests.answer(filled(page, fields))).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection filled(Page page, Map<String, String> fields) {
        if (fields.equals(YES)) {
            onConsent.run();
        }
        return BrowserRequests.filled(page.form(), fields);
    }

    /** Posts as a script of an administrator's page does; what the answer sets as cookies, this browser has. */
    public Page post(String url, String accessToken) {
        return follow(BrowserRequests.post(url).header("Authorization", "Bearer " + accessToken));
    }

    private Page follow(Connection first) {
        Connection request = first;
        try {
            for (int hop = 0; hop < MAX_REDIRECTS; hop++) {
                Connection.Response response = requests.answer(request);
                Optional<URI> target = BrowserRequests.target(response);
                if (target.isEmpty()) {
                    Document document =
                            Jsoup.parse(response.body(), response.url().toString());
                    return new Page(this, BrowserRequests.uri(response.url()), response.statusCode(), document);
                }
                String url = target.get().toString();
                if (url.startsWith(redirectUri)) {
                    return new Page(this, target.get(), response.statusCode(), new Document(url));
                }
                request = BrowserRequests.get(url);
            }
            throw new IllegalStateException("More than " + MAX_REDIRECTS + " redirects");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where a browser is.
     *
     * @param document empty at the application
     */
    public record Page(Browser browser, URI uri, int status, Document document) {

        /** Fills the only form and presses its only button. */
        public Page submit(Map<String, String> fields) {
            return browser.submit(this, fields);
        }

        /** Fills the login form. */
        public Page logIn(String user) {
            return submit(Map.of("username", user, "password", DemoRealm.PASSWORD));
        }

        /** Fills the form of a second factor, which is the password once more. */
        public Page passwordAgain() {
            if (!asksForPasswordAgain()) {
                throw new AssertionError("No second form at " + uri + ": " + document.text());
            }
            return submit(Map.of("password", DemoRealm.PASSWORD));
        }

        public boolean asksForPasswordAgain() {
            return asksFor("password") && !asksFor("username");
        }

        /** Says yes, at a consent page. */
        public Page accept() {
            return submit(YES);
        }

        /** Says no, at a consent page. */
        public Page decline() {
            return submit(Map.of("cancel", "No"));
        }

        /** @return a parameter of the answer to the application; null if absent */
        public String parameter(String name) {
            return parameters().get(name);
        }

        /** The answer to the application, in whatever response mode. */
        public Map<String, String> parameters() {
            Map<String, String> posted = new LinkedHashMap<>();
            document.select("form[action=" + browser.redirectUri + "] input[type=hidden]")
                    .forEach(input -> posted.put(input.attr("name"), input.attr("value")));
            Map<String, String> parameters = posted.isEmpty() ? Urls.parameters(uri) : posted;
            if (parameters.containsKey("response")) {
                TokenAnswer.claims(parameters.get("response"))
                        .properties()
                        .forEach(claim ->
                                parameters.put(claim.getKey(), claim.getValue().asText()));
            }
            return parameters;
        }

        /** The same, as an endpoint would answer it. */
        public TokenAnswer answer() {
            return new TokenAnswer(status, new ObjectMapper().valueToTree(parameters()));
        }

        public String title() {
            Element heading = document.selectFirst("#kc-page-title");
            return heading == null ? document.title() : heading.text();
        }

        public String text() {
            return document.body().text();
        }

        /** @return where the first link that the CSS query finds leads */
        public String link(String query) {
            Element link = document.selectFirst(query);
            if (link == null) {
                throw new IllegalStateException("No link " + query + " on the page '" + title() + "' at " + uri);
            }
            return link.absUrl("href");
        }

        public boolean asksFor(String field) {
            return document.selectFirst("input[name=" + field + "]") != null;
        }

        FormElement form() {
            if (document.forms().isEmpty()) {
                throw new IllegalStateException(
                        "No form on the page '" + title() + "' at " + uri + ": " + document.text());
            }
            return document.forms().get(0);
        }
    }
}
