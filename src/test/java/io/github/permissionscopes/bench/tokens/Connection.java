package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.it.support.client.CookieJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.utils.URLEncodedUtils;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;
import org.apache.http.message.BasicNameValuePair;
import org.apache.http.util.EntityUtils;

/** One connection, which stays open, to the endpoints of one realm. Not for two threads. */
final class Connection implements AutoCloseable {

    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(new BasicHttpClientConnectionManager())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAutomaticRetries()
            .build();
    private final CookieJar cookies = new CookieJar();
    private final String endpoints;

    Connection(String realmUrl) {
        endpoints = realmUrl + "/protocol/openid-connect/";
    }

    /** An answer with the status 200 or a redirect. */
    record Answer(String body, String location) {

        String parameter(String name) {
            return URLEncodedUtils.parse(URI.create(location), StandardCharsets.UTF_8).stream()
                    .filter(parameter -> parameter.getName().equals(name))
                    .map(parameter -> parameter.getValue())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No " + name + " in " + location));
        }
    }

    Answer token(Map<String, String> form) {
        return post("token", form);
    }

    Answer post(String endpoint, Map<String, String> form) {
        return send(form(endpoints + endpoint, form));
    }

    Answer postAs(String accessToken, String endpoint, Map<String, String> form) {
        HttpPost post = form(endpoints + endpoint, form);
        post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken);
        return send(post);
    }

    Answer getAs(String accessToken, String endpoint) {
        HttpGet get = new HttpGet(endpoints + endpoint);
        get.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken);
        return send(get);
    }

    /** As the browser that the cookies are of. 500 scopes are too long for a URL. */
    Answer authorize(Map<String, String> parameters) {
        return submit(endpoints + "auth", parameters);
    }

    /** As the browser that the cookies are of. */
    Answer submit(String url, Map<String, String> form) {
        return send(withCookies(form(url, form)));
    }

    private HttpUriRequest withCookies(HttpUriRequest request) {
        request.setHeader(
                "Cookie",
                cookies.of(request.getURI()).entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; ")));
        return request;
    }

    private static HttpPost form(String url, Map<String, String> form) {
        HttpPost post = new HttpPost(url);
        post.setEntity(new UrlEncodedFormEntity(pairs(form), StandardCharsets.UTF_8));
        return post;
    }

    private static List<BasicNameValuePair> pairs(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> new BasicNameValuePair(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Answer send(HttpUriRequest request) {
        try (CloseableHttpResponse response = http.execute(request)) {
            String body = EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
            int status = response.getStatusLine().getStatusCode();
            if (status != 200 && status != 302) {
                throw new IllegalStateException(request.getURI() + ": " + status + " " + body);
            }
            cookies.store(Stream.of(response.getHeaders("Set-Cookie"))
                    .map(Header::getValue)
                    .toList());
            Header location = response.getFirstHeader(HttpHeaders.LOCATION);
            return new Answer(body, location == null ? "" : location.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
