package io.github.permissionscopes.it.support.client;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;

/** The single requests of a browser, which have its cookies and follow no redirect. */
final class BrowserRequests {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final CookieJar cookies = new CookieJar();

    static Connection get(String url) {
        return request(url, Connection.Method.GET);
    }

    static Connection post(String url) {
        return request(url, Connection.Method.POST);
    }

    /** What the only button of this form sends, with these fields filled. */
    static Connection filled(FormElement form, Map<String, String> fields) {
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

    private static Connection request(String url, Connection.Method method) {
        return Jsoup.connect(url)
                .method(method)
                .followRedirects(false)
                .ignoreHttpErrors(true)
                .ignoreContentType(true)
                .timeout(TIMEOUT_MILLIS);
    }

    Connection.Response answer(Connection request) throws IOException {
        Connection.Response response =
                request.cookies(cookies.of(uri(request.request().url()))).execute();
        cookies.store(response.headers("Set-Cookie"));
        return response;
    }

    static Optional<URI> target(Connection.Response response) {
        return Optional.ofNullable(response.header("Location"))
                .map(location -> uri(response.url()).resolve(location));
    }

    static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
