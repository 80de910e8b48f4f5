package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.github.permissionscopes.load.Parties.*;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.Map;

/** What is done with tokens. */
final class Uses {

    private Uses() {}

    static ChainBuilder introspect() {
        return exec(http("introspection")
                .post("#{here}" + OIDC + "/token/introspect")
                .formParamMap(TokenRequests.credentials(RESOURCE_SERVER, Map.of("token", "#{access_token}")))
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
                .formParamMap(TokenRequests.credentials(Map.of("refresh_token", "#{refresh_token}")))
                .check(status().is(204)));
    }
}
