package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of each grant. In the session: user, here and there (two nodes), and what the last answer gave. */
final class Steps {

    private static final String CLIENT = System.getProperty("load.client");
    private static final String RESOURCE_SERVER = System.getProperty("load.resourceServer");
    private static final String SECRET = System.getProperty("load.secret");
    private static final String PASSWORD = System.getProperty("load.password");
    private static final String REALM = "/realms/" + System.getProperty("load.realm");
    private static final String OIDC = REALM + "/protocol/openid-connect";
    private static final String HELPER = System.getProperty("load.helper");
    private static final String REDIRECT = System.getProperty("load.redirect");
    private static final String SCOPE = "openid read:contacts delete:contacts";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:";
    private static final String ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";
    private static final String USER = "#{user}";

    /** More than a second, which is how often a client may ask. */
    private static final Duration INTERVAL = Duration.ofMillis(1500);

    /** Until the device has said yes, also on a machine that is busy. */
    private static final Duration APPROVAL = Duration.ofSeconds(5);

    private Steps() {}

    static ChainBuilder byPassword() {
        return token(
                "password",
                USER,
                "#{here}",
                Map.of("grant_type", "password", "username", USER, "password", PASSWORD, "scope", SCOPE));
    }

    static ChainBuilder byClientCredentials() {
        return token(
                "client credentials",
                "service-account-" + CLIENT,
                "#{here}",
                Map.of("grant_type", "client_credentials", "scope", SCOPE));
    }

    static ChainBuilder byCode() {
        return logIn("code")
                .exec(token(
                        "code",
                        USER,
                        "#{here}",
                        Map.of("grant_type", "authorization_code", "code", "#{code}", "redirect_uri", REDIRECT)));
    }

    /** The token stands in the redirect. */
    static ChainBuilder byRedirect() {
        return open("id_token token")
                .exec(now())
                .exec(form("implicit", Map.of("username", USER, "password", PASSWORD))
                        .check(
                                header("Location")
                                        .transform(uri -> parameter(uri, "access_token"))
                                        .saveAs("access_token"),
                                header("Location")
                                        .transform(uri -> parameter(uri, "id_token"))
                                        .saveAs("id_token")))
                .exitHereIfFailed()
                .exec(session -> TokenLog.write("implicit", session.getString("user"), "access_token", session))
                .exec(http("implicit logout")
                        .get("#{here}" + OIDC + "/logout")
                        .queryParam("id_token_hint", "#{id_token}")
                        .check(status().is(200)));
    }

    private static ChainBuilder logIn(String grant) {
        return open("code")
                .exec(form(grant + " login", Map.of("username", USER, "password", PASSWORD))
                        .check(header("Location")
                                .transform(uri -> parameter(uri, "code"))
                                .saveAs("code")))
                .exitHereIfFailed();
    }

    private static ChainBuilder open(String responseType) {
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

    static ChainBuilder byDevice() {
        return exec(http("device authorization")
                        .post("#{here}" + OIDC + "/auth/device")
                        .formParamMap(credentials(Map.of("scope", SCOPE)))
                        .check(
                                status().is(200),
                                jsonPath("$.device_code").saveAs("device_code"),
                                jsonPath("$.user_code").saveAs("user_code")))
                .exitHereIfFailed()
                .exec(http("device verification")
                        .get("#{there}" + REALM + "/device")
                        .queryParam("user_code", "#{user_code}")
                        .check(status().is(302), path()))
                .exec(http("device login page").get("#{here}#{path}").check(status().is(200), action()))
                .exitHereIfFailed()
                .exec(form("device login", Map.of("username", USER, "password", PASSWORD))
                        .check(path()))
                .exec(http("device consent page").get("#{here}#{path}").check(status().is(200), action()))
                .exitHereIfFailed()
                .exec(form("device consent", Map.of("accept", "Yes")))
                .exec(pause(INTERVAL))
                .exec(token(
                        "device",
                        USER,
                        "#{here}",
                        Map.of("grant_type", GRANT + "device_code", "device_code", "#{device_code}")));
    }

    /** The other parties' device says yes for every user at once. */
    static ChainBuilder byBackchannel() {
        return exec(http("backchannel")
                        .post("#{here}" + OIDC + "/ext/ciba/auth")
                        .formParamMap(credentials(Map.of("scope", SCOPE, "login_hint", USER)))
                        .check(status().is(200), jsonPath("$.auth_req_id").saveAs("auth_req_id")))
                .exitHereIfFailed()
                .exec(pause(APPROVAL))
                .exec(token(
                        "ciba",
                        USER,
                        "#{there}",
                        Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", "#{auth_req_id}")));
    }

    static ChainBuilder byAssertion() {
        return exec(http("assertion of the issuer")
                        .get(HELPER + "assertion")
                        .queryParam("user", USER)
                        .check(status().is(200), bodyString().saveAs("assertion")))
                .exitHereIfFailed()
                .exec(token(
                        "assertion",
                        USER,
                        "#{there}",
                        Map.of("grant_type", GRANT + "jwt-bearer", "assertion", "#{assertion}", "scope", SCOPE)));
    }

    static ChainBuilder refresh() {
        return token(
                "refresh",
                USER,
                "#{there}",
                Map.of("grant_type", "refresh_token", "refresh_token", "#{refresh_token}"));
    }

    static ChainBuilder exchange() {
        return token(
                "exchange",
                USER,
                "#{here}",
                Map.of(
                        "grant_type",
                        GRANT + "token-exchange",
                        "subject_token",
                        "#{access_token}",
                        "subject_token_type",
                        ACCESS_TOKEN_TYPE,
                        "scope",
                        SCOPE),
                false);
    }

    static ChainBuilder ticket() {
        return token(
                "ticket",
                USER,
                "#{there}",
                Map.of("grant_type", GRANT + "uma-ticket", "audience", CLIENT, "subject_token", "#{access_token}"),
                false);
    }

    static ChainBuilder introspect() {
        return exec(http("introspection")
                .post("#{here}" + OIDC + "/token/introspect")
                .formParamMap(credentials(RESOURCE_SERVER, Map.of("token", "#{access_token}")))
                .check(status().is(200), jsonPath("$.active").is("true")));
    }

    static ChainBuilder userinfo() {
        return exec(http("userinfo")
                .get("#{there}" + OIDC + "/userinfo")
                .header("Authorization", "Bearer #{access_token}")
                .check(status().is(200)));
    }

    static ChainBuilder logout() {
        return exec(http("logout")
                .post("#{here}" + OIDC + "/logout")
                .formParamMap(credentials(Map.of("refresh_token", "#{refresh_token}")))
                .check(status().is(204)));
    }

    /** A token that goes on: refreshed, exchanged and shown. */
    private static ChainBuilder token(String grant, String user, String node, Map<String, String> form) {
        return token(grant, user, node, form, true);
    }

    private static ChainBuilder token(
            String grant, String user, String node, Map<String, String> form, boolean goesOn) {
        String kept = goesOn ? "access_token" : "other_token";
        HttpRequestActionBuilder request = http(grant)
                .post(node + OIDC + "/token")
                .formParamMap(credentials(form))
                .check(status().is(200), jsonPath("$.access_token").saveAs(kept));
        if (goesOn) {
            request = request.check(jsonPath("$.refresh_token").withDefault("").saveAs("refresh_token"));
        }
        return exec(now())
                .exec(request)
                .exitHereIfFailed()
                .exec(session ->
                        TokenLog.write(grant, user.equals(USER) ? session.getString("user") : user, kept, session));
    }

    private static Function<Session, Session> now() {
        return session -> session.set("asked", System.currentTimeMillis());
    }

    private static Map<String, Object> credentials(Map<String, String> form) {
        return credentials(CLIENT, form);
    }

    private static Map<String, Object> credentials(String client, Map<String, String> form) {
        Map<String, Object> all = new HashMap<>(form);
        all.put("client_id", client);
        all.put("client_secret", SECRET);
        return all;
    }

    /** Sends the form of the last page to the other node. */
    private static HttpRequestActionBuilder form(String name, Map<String, String> fields) {
        return http(name)
                .post("#{there}#{action}")
                .formParamMap(new HashMap<>(fields))
                .check(status().is(302));
    }

    private static CheckBuilder action() {
        return regex("action=\"([^\"]*)\"")
                .transform(uri -> path(uri.replace("&amp;", "&")))
                .saveAs("action");
    }

    private static CheckBuilder path() {
        return header("Location").transform(Steps::path).saveAs("path");
    }

    /** Without the node that has written it: all have one name, and only one of them has that port. */
    private static String path(String uri) {
        return uri.replaceFirst("^https?://[^/]+", "");
    }

    private static String parameter(String uri, String name) {
        Matcher found = Pattern.compile("[?&#]" + name + "=([^&]*)").matcher(uri);
        return found.find() ? found.group(1) : null;
    }
}
