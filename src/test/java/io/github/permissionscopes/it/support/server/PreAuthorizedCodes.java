package io.github.permissionscopes.it.support.server;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.CredentialOffers;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * The pre-authorized code of a server. Until 26.4 it is a code like that of a login. In 26.5 it is one of an offer, and
 * the token has the default scopes of the client that the offer is for. Since 26.7 the token has the scope of the
 * credential.
 */
public final class PreAuthorizedCodes {

    private static final String CARD = "membership-card";
    private static final String CREATOR = "credential-offer-create";
    private static final String ENABLED = "oid4vci.enabled";

    private final ServerUnderTest server;
    private final OAuthClient client;

    /** Makes the realm ready for them, until the end of the test. */
    public PreAuthorizedCodes(ServerUnderTest server) {
        this.server = server;
        client = server.oauth().client(DemoRealm.CONTACTS_APP);
        if (TestServers.isSince("26.5")) {
            prepare(server.admin());
        }
    }

    private void prepare(RealmAdmin admin) {
        if (TestServers.isSince("26.7")) {
            admin.change(realm -> realm.setVerifiableCredentialsEnabled(true));
        }
        ClientScopeRepresentation card = new ClientScopeRepresentation();
        card.setName(CARD);
        card.setProtocol("oid4vc");
        card.setAttributes(Map.of("vc.credential_configuration_id", CARD));
        admin.add(card);
        admin.map(CARD, DemoRealm.CONTACTS_API, DemoRealm.DELETE_CONTACTS);
        admin.clients().setAttribute(DemoRealm.CONTACTS_APP, ENABLED, "true");
        admin.clients().setAttribute(EveryServerRealm.DEFAULT_ID, ENABLED, "true");
        if (server.realm().roles().list(CREATOR, true).isEmpty()) {
            admin.add(new RoleRepresentation(CREATOR, null, false));
        }
        for (String user : List.of("anna", "carl")) {
            admin.giveRole(user, CREATOR);
            if (TestServers.isSince("26.7")) {
                CredentialOffers.give(admin.user(user), CARD);
            }
        }
    }

    /** @return the scope that the token has unasked, and that is for those who may delete contacts */
    public String scope() {
        return TestServers.isSince("26.7") ? CARD : DemoRealm.DELETE_CONTACTS;
    }

    public EventType event(boolean error) {
        if (TestServers.isSince("26.7")) {
            return error
                    ? EventType.VERIFIABLE_CREDENTIAL_PRE_AUTHORIZED_GRANT_ERROR
                    : EventType.VERIFIABLE_CREDENTIAL_PRE_AUTHORIZED_GRANT;
        }
        return error ? EventType.CODE_TO_TOKEN_ERROR : EventType.CODE_TO_TOKEN;
    }

    /** @return the answer to the code of this user */
    public TokenAnswer redeem(String user) {
        return client.oauth().token(Map.of("grant_type", CredentialOffers.GRANT, "pre-authorized_code", code(user)));
    }

    private String code(String user) {
        if (!TestServers.isSince("26.5")) {
            return server.client(EveryServerRealm.DEFAULT_ID)
                    .asking("openid")
                    .as(user)
                    .login()
                    .parameter("code");
        }
        String token = client.asking("openid").as(user).byPassword().accessToken();
        CredentialOffers offers = new CredentialOffers(server.realmUrl());
        return TestServers.isSince("26.7")
                ? offers.preAuthorizedCode(token, CARD)
                : offers.olderPreAuthorizedCode(
                        token, CARD, Map.of("username", user, "client_id", EveryServerRealm.DEFAULT_ID));
    }
}
