package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;

/** What RFC 9068 wants of an access token. */
class AccessTokenProfileTest {

    private final TestMapper mapper = new TestMapper();
    private final Map<String, String> config = mapper.config();
    private final AccessToken token = mapper.token();

    @Test
    void makesTheTokenFollowTheProfile() {
        config.put("token.dialect", "rfc9068");
        token.issuedFor("app");

        mapper.transformed("read:contacts read:events");

        assertThat(token.getOtherClaims()).containsEntry("client_id", "app");
        assertThat(token.getSubject()).isEqualTo("user:anna");
        assertThat(token.getAudience()).containsExactly("contacts-api", "events-api");
    }

    @Test
    void leavesAnAudienceAndASubjectThatAreThere() {
        config.put("token.dialect", "rfc9068");
        token.audience("account");
        token.subject("pairwise");

        mapper.transformed("read:contacts");

        assertThat(token.getAudience()).containsExactly("account");
        assertThat(token.getSubject()).isEqualTo("pairwise");
    }

    @Test
    void makesATokenOfNoApiOneForUserinfo() {
        config.put("token.dialect", "rfc9068");
        token.issuer("https://acme.example");

        assertThat(mapper.transformed("email").getAudience()).containsExactly("https://acme.example");
    }
}
