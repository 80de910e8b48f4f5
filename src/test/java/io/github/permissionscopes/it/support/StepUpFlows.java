package io.github.permissionscopes.it.support;

import io.github.permissionscopes.realm.PermissionScopes;
import java.util.Map;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * Login flows that ask for a second factor only sometimes, each for the logins at one client. The first factor is name and
 * password; or the cookie of an earlier login.
 */
public final class StepUpFlows {

    /** Asks for the password once more, so that tests need no phone. */
    public static final String PASSWORD_AGAIN = "auth-password-form";

    public static final String CODE = "auth-otp-form";

    private static final String TOP = "step-up";
    private static final String LOGIN = "step-up-login";
    private static final String FORMS = "step-up-forms";
    private static final String SECOND = "step-up-second-factor";

    private final RealmResource realm;
    private final FlowAdmin flows;

    public StepUpFlows(RealmResource realm) {
        this.realm = realm;
        this.flows = new FlowAdmin(realm);
    }

    /** By our condition, with this config. */
    public void byScope(String clientId, String secondFactor, Map<String, String> config) {
        String flow = flows.create(TOP);
        flows.subFlow(TOP, LOGIN, "REQUIRED");
        flows.step(LOGIN, "auth-cookie", "ALTERNATIVE", Map.of());
        flows.subFlow(LOGIN, FORMS, "ALTERNATIVE");
        flows.step(FORMS, "auth-username-password-form", "REQUIRED", Map.of());
        secondFactor(secondFactor, config);
        use(clientId, flow);
    }

    /** By Keycloak's own conditions: where the client asks for level 2 ({@code acr_values}). */
    public void byLevel(String clientId, int maxAge) {
        String flow = flows.create(TOP);
        flows.step(TOP, "auth-cookie", "ALTERNATIVE", Map.of());
        flows.subFlow(TOP, FORMS, "ALTERNATIVE");
        levels(maxAge);
        use(clientId, flow);
    }

    /** By both. */
    public void byLevelAndScope(String clientId, int maxAge, Map<String, String> config) {
        String flow = flows.create(TOP);
        flows.subFlow(TOP, LOGIN, "REQUIRED");
        flows.step(LOGIN, "auth-cookie", "ALTERNATIVE", Map.of());
        flows.subFlow(LOGIN, FORMS, "ALTERNATIVE");
        levels(maxAge);
        secondFactor(PASSWORD_AGAIN, config);
        use(clientId, flow);
    }

    /** Without any of these; the flow of the realm. */
    public void none(String clientId) {
        new RealmAdmin(realm).overrideFlow(clientId, "browser", "");
        realm.flows().getFlows().stream()
                .filter(flow -> flow.getAlias().equals(TOP))
                .findFirst()
                .ifPresent(flow -> flows.delete(flow.getId()));
    }

    private void secondFactor(String authenticator, Map<String, String> config) {
        flows.subFlow(TOP, SECOND, "CONDITIONAL");
        flows.step(SECOND, PermissionScopes.CONDITION_ID, "REQUIRED", config);
        flows.step(SECOND, authenticator, "REQUIRED", Map.of());
    }

    private void levels(int maxAge) {
        level(1, "auth-username-password-form", 36_000);
        level(2, PASSWORD_AGAIN, maxAge);
    }

    private void level(int level, String form, int maxAge) {
        String alias = "step-up-level-" + level;
        flows.subFlow(FORMS, alias, "CONDITIONAL");
        flows.step(
                alias,
                "conditional-level-of-authentication",
                "REQUIRED",
                Map.of("loa-condition-level", String.valueOf(level), "loa-max-age", String.valueOf(maxAge)));
        flows.step(alias, form, "REQUIRED", Map.of());
    }

    private void use(String clientId, String flow) {
        new RealmAdmin(realm).overrideFlow(clientId, "browser", flow);
    }
}
