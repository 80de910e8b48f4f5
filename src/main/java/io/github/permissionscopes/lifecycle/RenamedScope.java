package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.realm.ConditionConfig;
import io.github.permissionscopes.realm.NameList;
import io.github.permissionscopes.realm.ScopeCondition;
import io.github.permissionscopes.realm.ScopeRenamed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Lets the conditions of login flows that name a client scope follow when it gets another name: a step of the login that the
 * scope needs would be left out otherwise. In the transaction that renames it.
 */
final class RenamedScope {

    private RenamedScope() {}

    /** Keycloak tells of a changed client scope, and not of what it was. The transaction is not committed yet. */
    static void look(KeycloakSession session, AdminEvent event) {
        if (event.getResourceType() != ResourceType.CLIENT_SCOPE || event.getOperationType() != OperationType.UPDATE) {
            return;
        }
        String path = event.getResourcePath();
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        ClientScopeModel scope = realm.getClientScopeById(path.substring(path.lastIndexOf('/') + 1));
        if (scope == null || ScopeCondition.of(realm, name -> true).isEmpty()) {
            return;
        }
        formerName(session, realm.getId(), scope.getId())
                .filter(former -> !former.equals(scope.getName()))
                .ifPresent(former -> ScopeRenamed.publish(session, scope, former));
    }

    /** @return what is committed; empty of a scope that this very request has made */
    private static Optional<String> formerName(KeycloakSession session, String realmId, String scopeId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), other -> {
            RealmModel realm = other.realms().getRealm(realmId);
            other.getContext().setRealm(realm);
            return Optional.ofNullable(realm.getClientScopeById(scopeId)).map(ClientScopeModel::getName);
        });
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

    /** A copy: Keycloak's cache gives everybody the same object. */
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
