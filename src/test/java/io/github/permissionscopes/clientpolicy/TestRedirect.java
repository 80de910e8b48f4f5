package io.github.permissionscopes.clientpolicy;

import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;

/** A redirect that is about to bring a token of Anna's, who may read contacts. */
final class TestRedirect {

    private final FakeSession session;
    private final FakeContacts contacts;
    private final FakeLogin login;
    private final AccessToken token = new AccessToken();

    TestRedirect(FakeSession session, FakeContacts contacts) {
        this.session = session;
        this.contacts = contacts;
        login = new FakeLogin(contacts.app(), "email read:contacts")
                .by(contacts.anna())
                .note("response_type", "token")
                .note("iss", "https://acme");
        session.during(login.model());
        token.setScope("email read:contacts");
    }

    /** The login owes the client an error, and Keycloak would not tell the scope of its token. */
    void owe() {
        contacts.realm().setting("refusal", "reject");
        login.note("scope", "email delete:contacts");
        login.notes().put("permissionScopes.pending", "true");
        token.setScope("email");
    }

    FakeLogin login() {
        return login;
    }

    AccessToken token() {
        return token;
    }

    AccessTokenResponseBuilder tokens() {
        FakeUserSession userSession = contacts.login(1);
        return new AccessTokenResponseBuilder(
                        contacts.realm().model(),
                        contacts.app(),
                        session.event(),
                        session.model(),
                        userSession.model(),
                        userSession.context(contacts.app()),
                        new TokenManager())
                .accessToken(token);
    }

    ImplicitHybridTokenResponse context() {
        AccessTokenResponseBuilder tokens = tokens();
        return new ImplicitHybridTokenResponse(login.model(), tokens.getClientSessionCtx(), tokens);
    }
}
