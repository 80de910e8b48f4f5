package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.HashMap;
import java.util.Map;

/** Authorization codes that a login of Anna at {@code app} has ended with. */
final class TestCodes {

    private TestCodes() {}

    static Map<String, String> store(FakeSession session, String key, String scope) {
        Map<String, String> data = new HashMap<>(Map.of("scope", scope, "user_session_id", "session", "nonce", "n"));
        session.singleUseObjects().put(key, data);
        return data;
    }

    static String stored(FakeSession session) {
        return session.singleUseObjects().get("code:id").get("scope");
    }

    static String sealedFor(FakeSession session, String api, String scope) {
        return sealed(
                session,
                new SealedGrant(TargetInScope.add(ScopeList.parse(scope), new TargetApi(api, api, "client:" + api)), 1),
                "client:app");
    }

    static String sealed(FakeSession session, SealedGrant grant, String client) {
        return grant.seal(session.model(), session.model().getContext().getRealm(), client, "user:anna")
                .toString();
    }

    static GrantRequest redeem(FakeSession session) {
        GrantRequest request = Requests.of(session);
        enforce(request);
        return request;
    }

    static void enforce(GrantRequest request) {
        RedeemableCodeEnforcement.ofCodes().enforce(request);
    }
}
