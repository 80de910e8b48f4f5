package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.KeycloakFeatures;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.events.EventType;
import org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Each stands before Keycloak's own, under its id, and does what it does. */
class ScopeCheckedFactoriesTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.usual();

    static Stream<Arguments> factories() {
        return Stream.of(
                Arguments.of(new ScopeCheckedAuthorizationCodeFactory(), "authorization_code", EventType.CODE_TO_TOKEN),
                Arguments.of(
                        new ScopeCheckedCibaFactory(),
                        "urn:openid:params:grant-type:ciba",
                        EventType.AUTHREQID_TO_TOKEN),
                Arguments.of(new ScopeCheckedClientCredentialsFactory(), "client_credentials", EventType.CLIENT_LOGIN),
                Arguments.of(
                        new ScopeCheckedDeviceFactory(),
                        "urn:ietf:params:oauth:grant-type:device_code",
                        EventType.OAUTH2_DEVICE_CODE_TO_TOKEN),
                Arguments.of(
                        new ScopeCheckedJwtAuthorizationGrantFactory(),
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        EventType.JWT_AUTHORIZATION_GRANT),
                Arguments.of(new ScopeCheckedPasswordFactory(), "password", EventType.LOGIN),
                Arguments.of(new ScopeCheckedRefreshTokenFactory(), "refresh_token", EventType.REFRESH_TOKEN),
                Arguments.of(
                        new ScopeCheckedTokenExchangeFactory(),
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        EventType.TOKEN_EXCHANGE),
                Arguments.of(
                        new ScopeCheckedUmaFactory(),
                        "urn:ietf:params:oauth:grant-type:uma-ticket",
                        EventType.PERMISSION_TOKEN));
    }

    @ParameterizedTest
    @MethodSource("factories")
    void standBeforeKeycloaksOwn(OAuth2GrantTypeFactory factory, String id, EventType event) {
        OAuth2GrantType made = factory.create(null);

        assertThat(factory.getId()).isEqualTo(id);
        assertThat(factory.order()).isEqualTo(100);
        assertThat(made).isInstanceOf(ScopeCheckedGrantType.class);
        assertThat(made.getEventType()).isEqualTo(event);
    }

    /** It does not extend Keycloak's, which older servers do not have. */
    @Test
    void isToTheServerWhatKeycloaksJwtGrantIs() {
        ScopeCheckedJwtAuthorizationGrantFactory ours = new ScopeCheckedJwtAuthorizationGrantFactory();
        JWTAuthorizationGrantTypeFactory keycloaks = new JWTAuthorizationGrantTypeFactory();

        assertThat(ours.getId()).isEqualTo(keycloaks.getId());
        assertThat(ours.getShortcut()).isEqualTo(keycloaks.getShortcut());
        assertThat(ours.isSupported(null)).isEqualTo(keycloaks.isSupported(null));
    }
}
