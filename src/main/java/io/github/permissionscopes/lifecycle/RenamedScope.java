package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.config.NameList;
import io.github.permissionscopes.realm.ScopeCondition;
import io.github.permissionscopes.realm.ScopeRenamed;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Updates the conditions of login flows that name a client scope when it is renamed. Otherwise a login would skip a
 * step that the scope needs. It runs in the transaction that renames the scope.
 */
final class RenamedScope {

    private RenamedScope() {}

    /** @param scope that the current transaction updates */
    static void look(KeycloakSession session, ClientScopeModel scope) {
        if (!ScopeCondition.of(scope.getRealm(), name -> true).isEmpty()) {
            StoredScope.read(session, scope, ClientScopeModel::getName)
                    .filter(former -> !former.equals(scope.getName()))
                    .ifPresent(former -> ScopeRenamed.publish(session, scope, former));
        }
    }

    static void follow(ScopeRenamed renamed) {
        RealmModel realm = renamed.scope().getRealm();
        String from = renamed.from();
        String to = renamed.scope().getName();
        Predicate<String> isScope =
                name -> realm.getClientScopesStream().anyMatch(scope -> name.equals(scope.getName()));
        Predicate<String> wasScope = name -> name.equals(from) || (!name.equals(to) && isScope.test(name));
        for (ScopeCondition condition : ScopeCondition.of(realm, wasScope)) {
            NameList wanted = condition.scopes().renamed(from, to);
            if (!wanted.equals(condition.scopes(isScope))) {
                realm.updateAuthenticatorConfig(changed(condition.config(), wanted.sayable(isScope)));
            }
        }
    }

    /** A copy: Keycloak's cache returns the same object to everybody. */
    private static AuthenticatorConfigModel changed(AuthenticatorConfigModel config, NameList scopes) {
        Map<String, String> values = new HashMap<>(config.getConfig());
        values.put(ConditionConfig.SCOPES, scopes.stored());
        AuthenticatorConfigModel changed = new AuthenticatorConfigModel();
        changed.setId(config.getId());
        changed.setAlias(config.getAlias());
        changed.setConfig(values);
        return changed;
    }
}
