package io.github.permissionscopes.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.server.*;
import io.github.permissionscopes.it.support.server.LinkCheck;
import io.github.permissionscopes.it.support.server.TestServers;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One JAR for all servers: it is compiled against the newest one, and refers to nothing that the oldest one lacks. */
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
    void everythingIsThereForWhatTheServerLoads() throws IOException {
        Set<String> notUsed = SINCE.entrySet().stream()
                .filter(entry -> !TestServers.olderIsSince(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        try (LinkCheck check = new LinkCheck(TestServers.olderHome(), TestServers.productJar())) {
            Set<String> missing = check.missing();

            assertThat(missing).allMatch(reference -> notUsed.stream().anyMatch(reference::startsWith));
            assertThat(notUsed).allMatch(known -> missing.stream().anyMatch(reference -> reference.startsWith(known)));
        }
    }
}
