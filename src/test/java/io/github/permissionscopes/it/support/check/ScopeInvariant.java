package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for every answer, whatever was asked: a clear error, or tokens with nothing that is not permitted. */
public final class ScopeInvariant {

    private static final List<String> UNPROTECTED =
            List.of("", "openid", "profile", "email", "basic", "roles", "offline_access");

    private final Set<String> permitted;
    private final Set<String> allowed;

    /** @param permitted the API scopes that the rule permits the user now */
    public ScopeInvariant(Collection<String> permitted) {
        this.permitted = Set.copyOf(permitted);
        this.allowed = new HashSet<>(permitted);
        this.allowed.addAll(UNPROTECTED);
    }

    /** @return the answer */
    public TokenAnswer check(TokenAnswer answer) {
        assertThat(answer.status()).as("status of %s", answer.body()).isLessThan(500);
        if (answer.status() != 200) {
            assertThat(answer.error()).as("error in %s", answer.body()).isNotBlank();
            assertThat(answer.accessToken()).as("token beside an error").isNull();
            return answer;
        }
        check("response", answer.body());
        for (String token : List.of("access_token", "refresh_token", "id_token")) {
            if (answer.body().has(token)) {
                check(token, TokenAnswer.claims(answer.body().path(token).asText()));
            }
        }
        return answer;
    }

    /** Everything that has a {@code scope}, or claims that come by one. */
    public void check(String name, JsonNode claims) {
        assertThat(Arrays.asList(claims.path("scope").asText().split(" ")))
                .as("scope of %s", name)
                .isSubsetOf(allowed);
        assertThat(Traces.claimedScopes(claims)).as("claims of %s", name).isSubsetOf(permitted);
        assertThat(Traces.audienceScopes(claims)).as("audiences of %s", name).isSubsetOf(permitted);
        assertThat(Traces.roles(claims)).as("roles of %s", name).isSubsetOf(permitted);
    }

    /** @return the page, which asks for nothing that is not permitted */
    public Page check(Page page) {
        assertThat(page.status()).as("status of '%s'", page.title()).isLessThan(500);
        assertThat(Traces.consentScopes(page)).as("consent page").isSubsetOf(permitted);
        return page;
    }

    /** @return what the authorization endpoint answers instead of a code: an error to the client, or to the user */
    public TokenAnswer refusal(Page page) {
        check(page);
        String error = page.parameter("error");
        if (error == null) {
            assertThat(page.status()).as("status of '%s'", page.title()).isBetween(400, 499);
            error = "page '%s'".formatted(page.title());
        }
        return new TokenAnswer(400, new ObjectMapper().createObjectNode().put("error", error));
    }
}
