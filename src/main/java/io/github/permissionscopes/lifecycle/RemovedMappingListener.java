package io.github.permissionscopes.lifecycle;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.realm.ApisChanged;
import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.RealmSwitch;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * What an administrator does to Keycloak's own objects. Keycloak tells of much of that by admin events only: such as of the
 * other way to lose the last role, that it is taken off the scope.
 */
@AutoService(EventListenerProviderFactory.class)
public final class RemovedMappingListener implements EventListenerProviderFactory {

    private static final Set<ResourceType> MAPPINGS =
            Set.of(ResourceType.REALM_SCOPE_MAPPING, ResourceType.CLIENT_SCOPE_MAPPING);

    /** Of what an API consists; components, because the console's list of APIs is made of them. */
    private static final Set<ResourceType> OF_APIS = Set.of(
            ResourceType.CLIENT,
            ResourceType.CLIENT_ROLE,
            ResourceType.CLIENT_SCOPE,
            ResourceType.CLIENT_SCOPE_MAPPING,
            ResourceType.COMPONENT,
            ResourceType.REALM,
            ResourceType.REALM_ROLE,
            ResourceType.REALM_SCOPE_MAPPING);

    private static final String CLIENT_SCOPES = "client-scopes";

    @Override
    public String getId() {
        return PermissionScopes.EVENT_LISTENER_ID;
    }

    /** Listens in every realm without being configured there. Keycloak 26.0 does not ask; see the documentation. */
    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {}

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {
                if (OF_APIS.contains(event.getResourceType())) {
                    ApisChanged.publish(session, event.getRealmId());
                }
                RenamedScope.look(session, event);
                if (event.getOperationType() == OperationType.DELETE && MAPPINGS.contains(event.getResourceType())) {
                    mappingRemoved(session, event);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static void mappingRemoved(KeycloakSession session, AdminEvent event) {
        String[] path = event.getResourcePath().split("/");
        if (path.length < 2 || !path[0].equals(CLIENT_SCOPES)) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        ClientScopeModel scope = realm == null ? null : realm.getClientScopeById(path[1]);
        if (scope != null && RealmSwitch.settings(realm).isPresent()) {
            LostPermission.keepProtected(scope);
        }
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
