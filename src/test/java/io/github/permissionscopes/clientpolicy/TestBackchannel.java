package io.github.permissionscopes.clientpolicy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Map;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequest;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** A backchannel request of {@code app}: Anna may read contacts, and not delete them. */
final class TestBackchannel {

    static final String ASKED = "openid read:contacts delete:contacts";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("read:contacts", read),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("read:events", realm.role("events-api", "read:events")),
            realm.scope("list:contacts", Map.of(PermissionScopes.AUTO_GRANT, "true"), read));
    private final CIBAAuthenticationRequest request = request(realm.user("anna", read));
    private FakeSession session = new FakeSession(realm).from(app);

    FakeRealm realm() {
        return realm;
    }

    CIBAAuthenticationRequest request() {
        return request;
    }

    /** That of another user. */
    CIBAAuthenticationRequest request(UserModel user) {
        CIBAAuthenticationRequest asked = new CIBAAuthenticationRequest();
        asked.id("id");
        asked.setClient(app);
        asked.setUser(user);
        asked.subject(user.getId());
        asked.setScope(ASKED);
        return asked;
    }

    FakeSession session() {
        return session;
    }

    void approve(String clientId) {
        session.singleUseObjects()
                .put("dc.id", clientId == null ? Map.of("cid", "app") : Map.of("uid", "session", "cid", clientId));
    }

    /** A request of its own, which names this API. */
    void next(String named) {
        FakeSession next = new FakeSession(realm).from(app);
        next.singleUseObjects().putAll(session.singleUseObjects());
        session = named == null ? next : next.with("resource", named);
    }

    void narrowRequest() throws ClientPolicyException {
        narrowRequest(request);
    }

    void narrowRequest(CIBAAuthenticationRequest asked) throws ClientPolicyException {
        BackchannelEnforcement.narrowRequest(
                session.model(),
                new BackchannelAuthenticationRequestContext(
                        new BackchannelAuthenticationEndpointRequest(), asked, session.form()));
    }

    EventBuilder fetch(boolean atTokenEndpoint) throws ClientPolicyException {
        EventBuilder event = session.event();
        if (atTokenEndpoint) {
            RequestState.of(session.model()).begin(session.context(event));
        }
        BackchannelEnforcement.narrowTokenRequest(
                session.model(),
                new BackchannelTokenRequestContext(
                        request, atTokenEndpoint ? new MultivaluedHashMap<>() : session.form()));
        return event;
    }
}
