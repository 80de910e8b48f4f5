package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/**
 * The demo realm, in which every API scope also brings a claim and an audience, so that a trace of it can be seen, and
 * in which a resource server may introspect every token.
 */
public class TestRealm implements RealmConfig {

    /** Introspects; every access token is for it too. */
    public static final String RESOURCE_SERVER = "resource-server";

    private static final String EVERY_CLIENTS = "basic";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        DemoRealm.configure(realm);
        // Keycloak does not store refreshes unless it is told to.
        realm.enabledEventTypes(
                Arrays.stream(EventType.values()).map(EventType::name).toArray(String[]::new));
        for (ClientScopeRepresentation scope : realm.build().getClientScopes()) {
            List<ProtocolMapperRepresentation> mappers = new ArrayList<>(scope.getProtocolMappers());
            if (DemoRealm.ALL_SCOPES.contains(scope.getName())) {
                mappers.addAll(traces(scope.getName()));
            } else if (scope.getName().equals(EVERY_CLIENTS)) {
                mappers.add(DemoRealm.mapper(
                        "resource server",
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", RESOURCE_SERVER)));
            }
            scope.setProtocolMappers(mappers);
        }
        for (ClientRepresentation client : realm.build().getClients()) {
            if (Boolean.TRUE.equals(client.isPublicClient())) {
                client.setImplicitFlowEnabled(true);
            } else if (Boolean.TRUE.equals(client.isBearerOnly())) {
                // For an API that introspects the tokens it gets.
                client.setSecret(DemoRealm.SECRET);
            }
        }
        realm.clients(ClientBuilder.create(RESOURCE_SERVER).secret(DemoRealm.SECRET));
        return realm;
    }

    /** How a confidential client is registered that asks for the scopes of contacts. */
    public static ClientBuilder confidential(String clientId) {
        return DemoRealm.application(clientId, DemoRealm.CONTACTS)
                .publicClient(false)
                .secret(DemoRealm.SECRET);
    }

    /** @return a client of the realm, to be changed */
    public static ClientRepresentation client(RealmBuilder realm, String clientId) {
        return realm.build().getClients().stream()
                .filter(client -> client.getClientId().equals(clientId))
                .findFirst()
                .orElseThrow();
    }

    public static List<ProtocolMapperRepresentation> traces(String scope) {
        return List.of(
                DemoRealm.mapper(
                        "claim",
                        "oidc-hardcoded-claim-mapper",
                        Map.of("claim.name", claim(scope), "claim.value", "present")),
                DemoRealm.mapper(
                        "audience", "oidc-audience-mapper", Map.of("included.custom.audience", audience(scope))));
    }

    /** @return the claim that the scope brings */
    public static String claim(String scope) {
        return "claim_of_" + scope.replace(':', '_');
    }

    public static String audience(String scope) {
        return "audience-of-" + scope;
    }
}
