package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.config.NameList;
import io.github.permissionscopes.config.PermissionScopes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/**
 * The product's condition in a login flow, if it names client scopes.
 *
 * @param flow that contains the condition
 * @param scopes the names of the client scopes
 */
public record ScopeCondition(AuthenticationFlowModel flow, AuthenticatorConfigModel config, NameList scopes) {

    /** @param isScope whether there is a client scope of this name */
    public static List<ScopeCondition> of(RealmModel realm, Predicate<String> isScope) {
        return realm.getAuthenticationFlowsStream()
                .flatMap(flow -> realm.getAuthenticationExecutionsStream(flow.getId())
                        .filter(step -> PermissionScopes.CONDITION_ID.equals(step.getAuthenticator()))
                        .flatMap(step -> Optional.ofNullable(step.getAuthenticatorConfig())
                                .map(realm::getAuthenticatorConfigById)
                                .filter(config -> config.getConfig() != null)
                                .stream())
                        .map(config -> new ScopeCondition(flow, config, scopes(config, isScope))))
                .filter(condition -> !condition.scopes.names().isEmpty())
                .toList();
    }

    /** @return the names, parsed under another assumption about which client scopes exist */
    public NameList scopes(Predicate<String> isScope) {
        return scopes(config, isScope);
    }

    private static NameList scopes(AuthenticatorConfigModel config, Predicate<String> isScope) {
        return ConditionConfig.scopes(config.getConfig().get(ConditionConfig.SCOPES), isScope);
    }
}
