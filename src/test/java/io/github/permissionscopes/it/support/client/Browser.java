package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.demo.DemoRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
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
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final Map<String, String> YES = Map.of("accept", "Yes");

    private final CookieJar cookies = new CookieJar();
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
        return follow(request(url, Connection.Method.GET));
    }

    /** Posts a form that no page has. */
    public Page post(OAuth.Form form) {
        if (form.body().contains("accept=Yes")) {
            onConsent.run();
        }
        return follow(request(form.endpoint(), Connection.Method.POST)
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
            return target(answer(filled(page, fields))).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection filled(Page page, Map<String, String> fields) {
        if (fields.equals(YES)) {
            onConsent.run();
        }
        FormElement form = page.form();
        Connection request = form.submit();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            Connection.KeyVal existing = request.data(field.getKey());
            if (existing == null) {
                request.data(field.getKey(), field.getValue());
            } else {
                existing.value(field.getValue());
            }
        }
        Connection post =
                request(request.request().url().toString(), request.request().method());
        request.request().data().forEach(pair -> post.data(pair.key(), pair.value()));
        return post;
    }

    /** Posts as a script of an administrator's page does; what the answer sets as cookies, this browser has. */
    public Page post(String url, String accessToken) {
        return follow(request(url, Connection.Method.POST).header("Authorization", "Bearer " + accessToken));
    }

    private static Connection request(String url, Connection.Method method) {
        return Jsoup.connect(url)
                .method(method)
                .followRedirects(false)
                .ignoreHttpErrors(true)
                .ignoreContentType(true)
                .timeout(TIMEOUT_MILLIS);
    }

    private Page follow(Connection first) {
        Connection request = first;
        try {
            for (int hop = 0; hop < MAX_REDIRECTS; hop++) {
                Connection.Response response = answer(request);
                Optional<URI> target = target(response);
                if (target.isEmpty()) {
                    Document document =
                            Jsoup.parse(response.body(), response.url().toString());
                    return new Page(this, uri(response.url()), response.statusCode(), document);
                }
                String url = target.get().toString();
                if (url.startsWith(redirectUri)) {
                    return new Page(this, target.get(), response.statusCode(), new Document(url));
                }
                request = request(url, Connection.Method.GET);
            }
            throw new IllegalStateException("More than " + MAX_REDIRECTS + " redirects");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection.Response answer(Connection request) throws IOException {
        Connection.Response response =
                request.cookies(cookies.of(uri(request.request().url()))).execute();
        cookies.store(response.headers("Set-Cookie"));
        return response;
    }

    private static Optional<URI> target(Connection.Response response) {
        return Optional.ofNullable(response.header("Location"))
                .map(location -> uri(response.url()).resolve(location));
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
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

        /** Says yes, at a consent page. */
        public Page accept() {
            return submit(YES);
        }

        /** Says no, at a consent page. */
        public Page decline() {
            return submit(Map.of("cancel", "No"));
        }

        /** @return a parameter of the redirect to the application, from the query or the fragment; null if absent */
        public String parameter(String name) {
            return Urls.parameters(uri).get(name);
        }

        /** The parameters of the redirect to the application, as a token response has them. */
        public TokenAnswer answer() {
            ObjectNode parameters = new ObjectMapper().createObjectNode();
            Urls.parameters(uri).forEach(parameters::put);
            return new TokenAnswer(status, parameters);
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
