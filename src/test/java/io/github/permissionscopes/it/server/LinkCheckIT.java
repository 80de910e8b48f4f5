package io.github.permissionscopes.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One JAR for all servers: it is compiled against one of the newest, and refers to nothing that another one lacks. */
@CompatibilityTest
class LinkCheckIT {

    private static final String ROOT = "io.github.permissionscopes.";
    private static final String DELEGATION =
            ROOT + "tokenendpoint.ScopeCheckedGrantType needs org/keycloak/protocol/oidc/grants/OAuth2GrantType.";

    /** What no server before this version loads or calls, by the beginning of what the check says. */
    private static final Map<String, String> SINCE = Map.of(
            ROOT + "tokenendpoint.ExternalExchange needs ", "26.2",
            ROOT + "tokenendpoint.JwtAuthorizationGrant needs ", "26.5",
            ROOT + "login.ScopeCheckedLoginProtocol needs org/keycloak/protocol/oidc/OIDCLoginProtocol.getConfig()",
                    "26.1",
            ROOT + "issuance.IssuanceGuard needs ", "26.6",
            ROOT + "issuance.IssuanceGuardFactory needs ", "26.6",
            ROOT
                            + "issuance.OneApiIntrospection needs org/keycloak/protocol/oidc/AccessTokenIntrospectionProvider.verifyAudience",
                    "26.7",
            DELEGATION + "getSupportedMultivaluedRequestParameters()", "26.1",
            DELEGATION + "isTokenAllowed(", "26.6",
            DELEGATION + "getTokenParameterNames()", "26.7",
            DELEGATION + "preProcess(", "26.7");

    @Test
    @Proves(Ability.LINKS)
    void everythingIsThereForWhatTheServerLoads() throws IOException {
        Set<String> notUsed = SINCE.entrySet().stream()
                .filter(entry -> !TestServers.isSince(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        try (LinkCheck check =
                new LinkCheck(LinkCheck.libraries(TestServers.homeUnderTest()), TestServers.productJar())) {
            Set<String> missing = check.missing();

            assertThat(missing).allMatch(reference -> notUsed.stream().anyMatch(reference::startsWith));
            assertThat(notUsed).allMatch(known -> missing.stream().anyMatch(reference -> reference.startsWith(known)));
        }
    }
}
