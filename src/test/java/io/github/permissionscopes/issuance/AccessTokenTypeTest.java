package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.crypto.HashProvider;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.util.JsonSerialization;

/** The type in the header of an access token (RFC 9068 §2.1), in a response that is signed already. */
class AccessTokenTypeTest {

    private static final byte[] HASH = "a hash of the access token that is new".getBytes(StandardCharsets.UTF_8);

    private final SignatureSignerContext signer = Fake.of(SignatureSignerContext.class)
            .with("getKid", "key")
            .with("getAlgorithm", "RS256")
            .with("getHashAlgorithm", "SHA-256")
            .with("getCertificateChain", null)
            .with("sign", "signature".getBytes(StandardCharsets.UTF_8))
            .make();
    private final FakeRealm realm = FakeRealm.enforcing();
    private final FakeSession session = new FakeSession(realm)
            .from(realm.client("app"))
            .providing(
                    SignatureProvider.class,
                    Fake.of(SignatureProvider.class).with("signer", signer).make())
            .providing(
                    HashProvider.class,
                    Fake.of(HashProvider.class).with("hash", HASH).make());
    private final AccessTokenResponse response = new AccessTokenResponse();

    @Test
    void isSetAndTheIdTokenHasTheHashOfTheNewToken() throws Exception {
        response.setToken(token("JWT", Map.of("sub", "anna")));
        response.setIdToken(token("JWT", Map.of("sub", "anna", "at_hash", "old")));

        AccessTokenProfile.setType(session.model(), response);

        JWSInput access = new JWSInput(response.getToken());
        assertThat(access.getHeader().getType()).isEqualTo("at+jwt");
        assertThat(claims(response.getToken())).isEqualTo(Map.of("sub", "anna"));
        assertThat(new JWSInput(response.getIdToken()).getHeader().getType()).isEqualTo("JWT");
        assertThat(claims(response.getIdToken()))
                .isEqualTo(Map.of("sub", "anna", "at_hash", HashUtils.encodeHashToOIDC(HASH)));
    }

    @Test
    void leavesAnIdTokenThatHasNoHash() {
        String idToken = token("JWT", Map.of("sub", "anna"));
        response.setToken(token("JWT", Map.of()));
        response.setIdToken(idToken);

        AccessTokenProfile.setType(session.model(), response);

        assertThat(response.getIdToken()).isEqualTo(idToken);
    }

    @Test
    void isSetWhereThereIsNoIdToken() throws Exception {
        response.setToken(token("JWT", Map.of()));

        AccessTokenProfile.setType(session.model(), response);

        assertThat(new JWSInput(response.getToken()).getHeader().getType()).isEqualTo("at+jwt");
        assertThat(response.getIdToken()).isNull();
    }

    /** Which would have the hash of another token than the one beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"a.b.c.d.e"})
    void staysBesideAnEncryptedIdToken(String encrypted) {
        String token = token("JWT", Map.of());
        response.setToken(token);
        response.setIdToken(encrypted);

        AccessTokenProfile.setType(session.model(), response);

        assertThat(response.getToken()).isEqualTo(token);
    }

    @Test
    void isLeftWhereKeycloakHasSetItOrThereIsNoAccessToken() {
        String token = token("at+jwt", Map.of());
        response.setToken(token);
        response.setIdToken("a.b.c.d.e");
        AccessTokenProfile.setType(session.model(), response);
        assertThat(response.getToken()).isSameAs(token);

        response.setToken(null);
        AccessTokenProfile.setType(session.model(), response);
        assertThat(response.getToken()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "enforce, rfc9068, true, at+jwt",
        "report, rfc9068, true, at+jwt",
        "off, rfc9068, true, JWT",
        "enforce, keycloak, true, JWT",
        "enforce, rfc9068, false, JWT"
    })
    void isSetByAMapperThatIsToFollowTheProfile(String mode, String dialect, String access, String type)
            throws Exception {
        FakeRealm asked = mode.equals("off") ? FakeRealm.off() : realm.setting("mode", mode);
        ClientModel client = asked.client("client");
        FakeUserSession login = new FakeUserSession(asked, "session", asked.user("anna")).at(client);
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setConfig(Map.of("token.dialect", dialect, "access.token.claim", access));
        response.setToken(token("JWT", Map.of()));

        AccessTokenResponse answer = new PermissionScopesMapper()
                .transformAccessTokenResponse(response, mapper, session.model(), login.model(), login.context(client));

        assertThat(new JWSInput(answer.getToken()).getHeader().getType()).isEqualTo(type);
    }

    private String token(String type, Map<String, String> claims) {
        return new JWSBuilder().type(type).jsonContent(claims).sign(signer);
    }

    private static Map<?, ?> claims(String token) throws Exception {
        return JsonSerialization.readValue(new JWSInput(token).getContent(), Map.class);
    }
}
