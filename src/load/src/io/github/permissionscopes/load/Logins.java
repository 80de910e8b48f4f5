package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.github.permissionscopes.load.Parties.*;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.Map;

/** The grants for which a user logs in at a page. */
final class Logins {

    private Logins() {}

    static ChainBuilder byCode() {
        return logIn("code")
                .exec(TokenRequests.token(
                        "code",
                        USER,
                        "#{here}",
                        Map.of("grant_type", "authorization_code", "code", "#{code}", "redirect_uri", REDIRECT)));
    }

    private static ChainBuilder logIn(String grant) {
        return Pages.open("code")
                .exec(Pages.form(grant + " login", Map.of("username", USER, "password", PASSWORD))
                        .check(header("Location")
                                .transform(uri -> Pages.parameter(uri, "code"))
                                .saveAs("code")))
                .exitHereIfFailed();
    }

    /** The token stands in the redirect. */
    static ChainBuilder byRedirect() {
        return Pages.open("id_token token")
                .exec(TokenRequests.now())
                .exec(Pages.form("implicit", Map.of("username", USER, "password", PASSWORD))
                        .check(
                                header("Location")
                                        .transform(uri -> Pages.parameter(uri, "access_token"))
                                        .saveAs("access_token"),
                                header("Location")
                                        .transform(uri -> Pages.parameter(uri, "id_token"))
                                        .saveAs("id_token")))
                .exitHereIfFailed()
                .exec(session -> TokenLog.write("implicit", session.getString("user"), "access_token", session))
                .exec(http("implicit logout")
                        .get("#{here}" + OIDC + "/logout")
                        .queryParam("id_token_hint", "#{id_token}")
                        .check(status().is(200)));
    }

    static ChainBuilder byDevice() {
        return exec(http("device authorization")
                        .post("#{here}" + OIDC + "/auth/device")
                        .formParamMap(TokenRequests.credentials(Map.of("scope", SCOPE)))
                        .check(
                                status().is(200),
                                jsonPath("$.device_code").saveAs("device_code"),
                                jsonPath("$.user_code").saveAs("user_code")))
                .exitHereIfFailed()
                .exec(http("device verification")
                        .get("#{there}" + REALM + "/device")
                        .queryParam("user_code", "#{user_code}")
                        .check(status().is(302), Pages.path()))
                .exec(http("device login page").get("#{here}#{path}").check(status().is(200), Pages.action()))
                .exitHereIfFailed()
                .exec(Pages.form("device login", Map.of("username", USER, "password", PASSWORD))
                        .check(Pages.path()))
                .exec(http("device consent page").get("#{here}#{path}").check(status().is(200), Pages.action()))
                .exitHereIfFailed()
                .exec(Pages.form("device consent", Map.of("accept", "Yes")))
                .exec(TokenRequests.tokenOnceAnswered(
                        "device",
                        "#{here}",
                        Map.of("grant_type", Grants.GRANT + "device_code", "device_code", "#{device_code}")));
    }
}
