package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.github.permissionscopes.load.Parties.*;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Requests of the token endpoint, whose tokens are written down. */
final class TokenRequests {

    /** More than the second in which the realm's clients may ask once. */
    private static final Duration INTERVAL = Duration.ofMillis(1500);

    private TokenRequests() {}

    /** A token that goes on: refreshed, exchanged and shown. */
    static ChainBuilder token(String grant, String user, String node, Map<String, String> form) {
        return token(grant, user, node, form, true);
    }

    static ChainBuilder token(String grant, String user, String node, Map<String, String> form, boolean goesOn) {
        String kept = goesOn ? "access_token" : "other_token";
        HttpRequestActionBuilder request = request(grant, node, form)
                .check(status().is(200), jsonPath("$.access_token").saveAs(kept));
        return exec(now())
                .exec(goesOn ? request.check(refreshToken()) : request)
                .exitHereIfFailed()
                .exec(session ->
                        TokenLog.write(grant, user.equals(USER) ? session.getString("user") : user, kept, session));
    }

    /**
     * A token that the user has still to answer for somewhere else: asked for until then. RFC 8628 section 3.5, and
     * section 11 of CIBA Core.
     */
    static ChainBuilder tokenOnceAnswered(String grant, String node, Map<String, String> form) {
        HttpRequestActionBuilder request = request(grant, node, form)
                .check(status().in(200, 400))
                .checkIf((response, session) -> response.status().code() == 200)
                .then(jsonPath("$.access_token").saveAs("access_token"), refreshToken())
                .checkIf((response, session) -> response.status().code() == 400)
                .then(jsonPath("$.error").is("authorization_pending"));
        return asLongAs(session -> !session.contains("access_token"))
                .on(pause(INTERVAL).exec(now()).exec(request).exitHereIfFailed())
                .exec(session -> TokenLog.write(grant, session.getString("user"), "access_token", session));
    }

    private static HttpRequestActionBuilder request(String grant, String node, Map<String, String> form) {
        return http(grant).post(node + OIDC + "/token").formParamMap(credentials(form));
    }

    private static CheckBuilder refreshToken() {
        return jsonPath("$.refresh_token").withDefault("").saveAs("refresh_token");
    }

    static Function<Session, Session> now() {
        return session -> session.set("asked", System.currentTimeMillis());
    }

    static Map<String, Object> credentials(Map<String, String> form) {
        return credentials(CLIENT, form);
    }

    static Map<String, Object> credentials(String client, Map<String, String> form) {
        Map<String, Object> all = new HashMap<>(form);
        all.put("client_id", client);
        all.put("client_secret", SECRET);
        return all;
    }
}
