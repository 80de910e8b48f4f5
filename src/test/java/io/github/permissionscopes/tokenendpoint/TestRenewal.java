package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/** A refresh token that {@code app} has of a login of Anna's. */
final class TestRenewal {

    private final FakeContacts contacts = new FakeContacts();
    private final FakeUserSession login = contacts.login(1);
    private final FakeSession session =
            new FakeSession(contacts.realm()).from(contacts.app()).with(login.model());
    private final RefreshToken token = new RefreshToken(new AccessToken(), null, null);

    TestRenewal() {
        token.setSessionId("session");
        token.issuedFor("app");
        token.setScope("openid read:contacts delete:contacts");
    }

    FakeContacts contacts() {
        return contacts;
    }

    FakeUserSession login() {
        return login;
    }

    FakeSession session() {
        return session;
    }

    /** The one that is renewed. */
    RefreshToken token() {
        return token;
    }

    GrantRequest request() {
        session.form().putSingle("refresh_token", session.encode(token));
        return Requests.of(session);
    }

    /** @return the token as Keycloak will see it */
    RefreshToken renewed() {
        GrantRequest request = request();
        new RefreshTokenEnforcement().enforce(request);
        return renewed(request);
    }

    RefreshToken renewed(GrantRequest request) {
        return (RefreshToken) session.token(request.parameter("refresh_token"));
    }
}
