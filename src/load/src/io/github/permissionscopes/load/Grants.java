package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.github.permissionscopes.load.Parties.*;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.Map;

/** The grants without a page. In the session: user, here and there (two nodes), and what the last answer gave. */
final class Grants {

    static final String GRANT = "urn:ietf:params:oauth:grant-type:";

    private static final String ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";
    private static final String OTHERS = System.getProperty("load.helper");

    private Grants() {}

    static ChainBuilder byPassword() {
        return TokenRequests.token(
                "password",
                USER,
                "#{here}",
                Map.of("grant_type", "password", "username", USER, "password", PASSWORD, "scope", SCOPE));
    }

    static ChainBuilder byClientCredentials() {
        return TokenRequests.token(
                "client credentials",
                "service-account-" + CLIENT,
                "#{here}",
                Map.of("grant_type", "client_credentials", "scope", SCOPE));
    }

    /** The other parties' device says yes for every user. */
    static ChainBuilder byBackchannel() {
        return exec(http("backchannel")
                        .post("#{here}" + OIDC + "/ext/ciba/auth")
                        .formParamMap(TokenRequests.credentials(Map.of("scope", SCOPE, "login_hint", USER)))
                        .check(status().is(200), jsonPath("$.auth_req_id").saveAs("auth_req_id")))
                .exitHereIfFailed()
                .exec(TokenRequests.tokenOnceAnswered(
                        "ciba",
                        "#{there}",
                        Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", "#{auth_req_id}")));
    }

    static ChainBuilder byAssertion() {
        return exec(http("assertion of the issuer")
                        .get(OTHERS + "assertion")
                        .queryParam("user", USER)
                        .check(status().is(200), bodyString().saveAs("assertion")))
                .exitHereIfFailed()
                .exec(TokenRequests.token(
                        "assertion",
                        USER,
                        "#{there}",
                        Map.of("grant_type", GRANT + "jwt-bearer", "assertion", "#{assertion}", "scope", SCOPE)));
    }

    static ChainBuilder refresh() {
        return TokenRequests.token(
                "refresh",
                USER,
                "#{there}",
                Map.of("grant_type", "refresh_token", "refresh_token", "#{refresh_token}"));
    }

    static ChainBuilder exchange() {
        return TokenRequests.token(
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
        return TokenRequests.token(
                "ticket",
                USER,
                "#{there}",
                Map.of("grant_type", GRANT + "uma-ticket", "audience", CLIENT, "subject_token", "#{access_token}"),
                false);
    }
}
