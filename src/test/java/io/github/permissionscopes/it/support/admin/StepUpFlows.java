package io.github.permissionscopes.it.support.admin;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Map;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * Login flows that ask for a second factor only sometimes, each for the logins at one client. The first factor is name
 * and password; or the cookie of an earlier login.
 */
public final class StepUpFlows {

    /** Asks for the password once more, so that tests need no phone. */
    public static final String PASSWORD_AGAIN = "auth-password-form";

    public static final String CODE = "auth-otp-form";

    private static final int FIRST_MAX_AGE = 36_000;

    private final RealmResource realm;
    private final FlowAdmin flows;
    private final Undo undo;

    /** Nothing is undone. */
    public StepUpFlows(RealmResource realm) {
        this(realm, Undo.never());
    }

    StepUpFlows(RealmResource realm, Undo undo) {
        this.realm = realm;
        this.flows = new FlowAdmin(realm);
        this.undo = undo;
    }

    /** Never. */
    public void never(String clientId) {
        use(clientId, login(clientId));
        plainForms(clientId);
    }

    /** By our condition, with this config. */
    public void byScope(String clientId, String secondFactor, Map<String, String> config) {
        use(clientId, login(clientId));
        plainForms(clientId);
        secondFactor(clientId, secondFactor, config);
    }

    /** By Keycloak's own conditions: where the client asks for level 2 ({@code acr_values}). */
    public void byLevel(String clientId, int maxAge) {
        use(clientId, login(clientId));
        levels(clientId, maxAge);
    }

    /** By both. */
    public void byLevelAndScope(String clientId, int maxAge, Map<String, String> config) {
        byLevel(clientId, maxAge);
        secondFactor(clientId, PASSWORD_AGAIN, config);
    }

    /** Gives the client the realm's flow back. */
    public void none(String clientId) {
        new RealmAdmin(realm).clients().overrideFlow(clientId, "browser", "");
        realm.flows().getFlows().stream()
                .filter(flow -> flow.getAlias().equals(clientId))
                .findFirst()
                .ifPresent(flow -> flows.delete(flow.getId()));
    }

    /** @return the id of a new flow that has the client's name, in place of the one that it may have */
    private String login(String clientId) {
        undo.before("step-up of client " + clientId, () -> () -> none(clientId));
        none(clientId);
        String flow = flows.create(clientId);
        flows.subFlow(clientId, alias(clientId, "login"), "REQUIRED");
        flows.step(alias(clientId, "login"), "auth-cookie", "ALTERNATIVE", Map.of());
        flows.subFlow(alias(clientId, "login"), forms(clientId), "ALTERNATIVE");
        return flow;
    }

    private void plainForms(String clientId) {
        flows.step(forms(clientId), "auth-username-password-form", "REQUIRED", Map.of());
    }

    private void secondFactor(String clientId, String authenticator, Map<String, String> config) {
        String alias = alias(clientId, "second-factor");
        flows.subFlow(clientId, alias, "CONDITIONAL");
        flows.step(alias, PermissionScopes.CONDITION_ID, "REQUIRED", config);
        flows.step(alias, authenticator, "REQUIRED", Map.of());
    }

    private void levels(String clientId, int maxAge) {
        level(clientId, 1, "auth-username-password-form", FIRST_MAX_AGE);
        level(clientId, 2, PASSWORD_AGAIN, maxAge);
    }

    private void level(String clientId, int level, String form, int maxAge) {
        String alias = alias(clientId, "level-" + level);
        flows.subFlow(forms(clientId), alias, "CONDITIONAL");
        flows.step(
                alias,
                "conditional-level-of-authentication",
                "REQUIRED",
                Map.of("loa-condition-level", String.valueOf(level), "loa-max-age", String.valueOf(maxAge)));
        flows.step(alias, form, "REQUIRED", Map.of());
    }

    private void use(String clientId, String flow) {
        new RealmAdmin(realm).clients().overrideFlow(clientId, "browser", flow);
    }

    private static String forms(String clientId) {
        return alias(clientId, "forms");
    }

    private static String alias(String clientId, String part) {
        return clientId + "-" + part;
    }
}
