package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.github.permissionscopes.load.Parties.*;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Requests of the token endpoint, whose tokens are written down. */
final class TokenRequests {

    private TokenRequests() {}

    /** A token that goes on: refreshed, exchanged and shown. */
    static ChainBuilder token(String grant, String user, String node, Map<String, String> form) {
        return token(grant, user, node, form, true);
    }

    static ChainBuilder token(String grant, String user, String node, Map<String, String> form, boolean goesOn) {
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
