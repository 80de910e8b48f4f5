package io.github.permissionscopes.it.support.realm;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.DELETE_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.READ_CONTACTS;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.Totp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * The test realm, in which two scopes ask for level 2, and everybody's tokens tell the level ({@code acr}).
 *
 * <p>Tara may have both; Tom may read contacts and timesheets, and nothing more. Each has a phone that shows codes.
 */
public final class StepUpRealm implements RealmConfig {

    public static final String APPROVE = "approve:timesheets";
    public static final List<String> STEPPED_UP = List.of(DELETE_CONTACTS, APPROVE);
    public static final String LEVEL = "2";

    /** Asks for the level in an authorization request. */
    public static final Map<String, String> STEP_UP = Map.of("acr_values", LEVEL);

    /** May have everything. */
    public static final String TARA = "tara";

    public static final String TOM = "tom";

    /** Exchanges the tokens of others. */
    public static final String GATEWAY = "gateway";

    private static final String EVERY_CLIENTS = "basic";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        new TestRealm()
                .configure(realm)
                .clients(
                        EveryGrantClient.registration(EveryGrantClient.ID),
                        EveryGrantClient.registration(GATEWAY).attribute("standard.token.exchange.enabled", "true"))
                .users(
                        DemoRealm.user(TARA)
                                .clientRoles(CONTACTS_API, READ_CONTACTS, DELETE_CONTACTS)
                                .realmRoles("manager")
                                .totpSecret(Totp.SECRET),
                        DemoRealm.user(TOM)
                                .clientRoles(CONTACTS_API, READ_CONTACTS)
                                .realmRoles("employee")
                                .totpSecret(Totp.SECRET),
                        UserBuilder.create(EveryGrantClient.SERVICE_ACCOUNT)
                                .serviceAccountId(EveryGrantClient.ID)
                                .enabled(true)
                                .clientRoles(CONTACTS_API, READ_CONTACTS, DELETE_CONTACTS))
                .attribute("cibaInterval", "1");
        // Keycloak takes a policy for codes only as a whole.
        realm.otpType("totp")
                .otpAlgorithm("HmacSHA1")
                .otpDigits(6)
                .otpPeriod(30)
                .otpInitialCounter(0)
                .otpLookAheadWindow(1);
        realm.build().setOtpPolicyCodeReusable(true);
        for (ClientScopeRepresentation scope : realm.build().getClientScopes()) {
            if (STEPPED_UP.contains(scope.getName())) {
                scope.getAttributes().put(PermissionScopes.MINIMUM_ACR, LEVEL);
            } else if (scope.getName().equals(EVERY_CLIENTS)) {
                List<ProtocolMapperRepresentation> mappers = new ArrayList<>(scope.getProtocolMappers());
                mappers.add(DemoRealm.mapper("level", "oidc-acr-mapper", Map.of()));
                mappers.add(
                        DemoRealm.mapper(GATEWAY, "oidc-audience-mapper", Map.of("included.client.audience", GATEWAY)));
                scope.setProtocolMappers(mappers);
            }
        }
        return realm;
    }
}
