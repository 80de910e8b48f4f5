package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.github.permissionscopes.load.Parties.*;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does: a page from one node, and its form to the other. */
final class Pages {

    private Pages() {}

    static ChainBuilder open(String responseType) {
        return exec(http("login page")
                        .get("#{here}" + OIDC + "/auth")
                        .queryParam("client_id", CLIENT)
                        .queryParam("redirect_uri", REDIRECT)
                        .queryParam("response_type", responseType)
                        .queryParam("scope", SCOPE)
                        .queryParam("nonce", "n")
                        .check(status().is(200), action()))
                .exitHereIfFailed();
    }

    /** Sends the form of the last page to the other node. */
    static HttpRequestActionBuilder form(String name, Map<String, String> fields) {
        return http(name)
                .post("#{there}#{action}")
                .formParamMap(new HashMap<>(fields))
                .check(status().is(302));
    }

    static CheckBuilder action() {
        return regex("action=\"([^\"]*)\"")
                .transform(uri -> path(uri.replace("&amp;", "&")))
                .saveAs("action");
    }

    static CheckBuilder path() {
        return header("Location").transform(Pages::path).saveAs("path");
    }

    /** Without the node that has written it: all have one name, and only one of them has that port. */
    static String path(String uri) {
        return uri.replaceFirst("^https?://[^/]+", "");
    }

    static String parameter(String uri, String name) {
        Matcher found = Pattern.compile("[?&#]" + name + "=([^&]*)").matcher(uri);
        return found.find() ? found.group(1) : null;
    }
}
