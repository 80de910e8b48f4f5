package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.SECRET;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.check.OneApi;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import java.util.List;
import org.keycloak.testframework.realm.RealmBuilder;

/** Has a client with scopes of the contacts API alone, and one without any, beside the one that has all. */
final class NamedApiRealm extends OneApi.GrantsRealm {

    /** Has scopes of the contacts API alone, and every grant. */
    static final String CONTACTS_ONLY = EveryGrantClient.LEGACY_ID;

    /** Has no API scope. */
    static final String PLAIN = "plain-app";

    static final String CONTACTS_REQUEST = "openid read:contacts";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        super.configure(realm);
        realm.build().getClients().stream()
                .filter(client -> client.getClientId().equals(CONTACTS_ONLY))
                .forEach(client -> {
                    client.setOptionalClientScopes(DemoRealm.CONTACTS);
                    client.getAttributes().put("standard.token.exchange.enabled", "true");
                });
        return realm.clients(DemoRealm.application(PLAIN, List.of())
                .publicClient(false)
                .secret(SECRET)
                .serviceAccountsEnabled(true)
                .attribute("oauth2.device.authorization.grant.enabled", "true"));
    }
}
