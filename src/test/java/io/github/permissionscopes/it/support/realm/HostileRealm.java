package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.GrantTour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/**
 * A realm in which Keycloak's own check lets more through than the rule permits. To Keycloak one of two mapped roles is
 * enough, and a part of a mapped composite role.
 */
public final class HostileRealm implements RealmConfig {

    /** Whose permissions the client's service account has too. */
    public static final String USER = GrantTour.USER;

    public static final Set<String> PERMITTED = Set.of(DemoRealm.READ_CONTACTS, "read:timesheets");

    /** What {@link #USER} gets of a plain server, and may not have. */
    public static final Set<String> REFUSED = Set.of(DemoRealm.DELETE_CONTACTS, "approve:timesheets");

    /** All that Keycloak would give. */
    public static final String EVERYTHING = "openid read:contacts read:timesheets delete:contacts approve:timesheets";

    /** As {@link EveryGrantClient#ID}, with consent. */
    public static final String CONSENT_ID = "every-grant-with-consent";

    public static final ForeignIssuer ISSUER = new ForeignIssuer();

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        GrantTour.configure(realm, ISSUER)
                .clients(EveryGrantClient.registration(CONSENT_ID).consentRequired(true));
        RoleRepresentation approve = realm.build().getRoles().getClient().get(DemoRealm.TIMESHEETS_API).stream()
                .filter(role -> role.getName().equals("approve:timesheets"))
                .findFirst()
                .orElseThrow();
        approve.setComposite(true);
        approve.setComposites(new RoleRepresentation.Composites());
        approve.getComposites().setClient(Map.of(DemoRealm.TIMESHEETS_API, List.of("read:timesheets")));
        for (UserRepresentation user : realm.build().getUsers()) {
            if (Set.of(USER, EveryGrantClient.SERVICE_ACCOUNT).contains(user.getUsername())) {
                user.getClientRoles().put(DemoRealm.TIMESHEETS_API, List.of("read:timesheets"));
            }
        }
        for (ClientRepresentation client : realm.build().getClients()) {
            if (client.getClientId().startsWith(EveryGrantClient.ID)) {
                client.setOptionalClientScopes(new ArrayList<>(
                        Stream.concat(client.getOptionalClientScopes().stream(), DemoRealm.TIMESHEETS.stream())
                                .toList()));
                client.getAttributes().put("standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION");
            }
        }
        return realm;
    }
}
