package io.github.permissionscopes.lifecycle;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.realm.ApisChanged;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * Reacts to administrators' changes of Keycloak's own objects. Keycloak reports some only by admin events, for example
 * a role mapped to or removed from a client scope, or the switch turned on.
 */
@AutoService(EventListenerProviderFactory.class)
public final class AdminEventListener implements EventListenerProviderFactory {

    /** Changes that may give a scope its first role, remove its last, or turn the switch on. */
    private static final Set<ResourceType> OF_MARKS = Set.of(
            ResourceType.CLIENT_SCOPE,
            ResourceType.CLIENT_SCOPE_MAPPING,
            ResourceType.REALM_SCOPE_MAPPING,
            ResourceType.REQUIRED_ACTION);

    /** The parts of an API; components, because the console's list of APIs consists of them. */
    private static final Set<ResourceType> OF_APIS = Set.of(
            ResourceType.CLIENT,
            ResourceType.CLIENT_ROLE,
            ResourceType.CLIENT_SCOPE,
            ResourceType.CLIENT_SCOPE_MAPPING,
            ResourceType.COMPONENT,
            ResourceType.REALM,
            ResourceType.REALM_ROLE,
            ResourceType.REALM_SCOPE_MAPPING);

    /**
     * Does not match the path before it: client scopes are also reached as {@code client-templates}, their old name.
     */
    private static final Pattern MAPPED_ID = Pattern.compile("([^/]+)/+scope-mappings(?:/|$)");

    /** A request to map an empty list. */
    private static final String NO_ROLE = "[]";

    private static final Pattern CLIENT_SCOPE_ID = Pattern.compile("client-(?:scopes|templates)/+([^/;]+)");

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
                RealmModel realm = session.realms().getRealm(event.getRealmId());
                if (realm != null && OF_MARKS.contains(event.getResourceType())) {
                    updated(realm, event).ifPresent(scope -> RenamedScope.look(session, scope));
                    mark(session, realm, event);
                }
            }

            @Override
            public void close() {}
        };
    }

    /** Runs in the transaction that makes the change. */
    private static void mark(KeycloakSession session, RealmModel realm, AdminEvent event) {
        if (!RealmSwitch.isOn(realm)) {
            mapped(realm, event).ifPresent(AdminEventListener::decided);
            return;
        }
        if (event.getResourceType() == ResourceType.REQUIRED_ACTION) {
            // The switch may have been turned on.
            ScopeMarks.markAll(session, realm);
        } else if (event.getResourceType() == ResourceType.CLIENT_SCOPE) {
            // An administrator who replaces the attributes may have left out the mark.
            scope(realm, event, CLIENT_SCOPE_ID).ifPresent(scope -> ScopeMarks.mark(session, scope));
            updated(realm, event).ifPresent(scope -> LostPermission.keepStored(session, scope));
        } else {
            scope(realm, event, MAPPED_ID).ifPresent(scope -> mappingChanged(session, scope, event));
        }
    }

    private static void mappingChanged(KeycloakSession session, ClientScopeModel scope, AdminEvent event) {
        if (event.getOperationType() == OperationType.DELETE) {
            ScopeMarks.mark(session, scope.getRealm(), List.of(scope.getId()));
            LostPermission.tell(scope);
        } else if (mapsRoles(event)) {
            ScopeMarks.mark(session, scope);
            decided(scope);
        }
    }

    /** An administrator who maps a role has seen which roles the scope requires now, even while the switch is off. */
    private static void decided(ClientScopeModel scope) {
        scope.removeAttribute(PermissionScopes.LOST_ROLES);
    }

    /** @return the client scope to which roles are being mapped; empty for any other event */
    private static Optional<ClientScopeModel> mapped(RealmModel realm, AdminEvent event) {
        boolean ofMappings = event.getResourceType() == ResourceType.CLIENT_SCOPE_MAPPING
                || event.getResourceType() == ResourceType.REALM_SCOPE_MAPPING;
        return ofMappings && mapsRoles(event) ? scope(realm, event, MAPPED_ID) : Optional.empty();
    }

    private static boolean mapsRoles(AdminEvent event) {
        return event.getOperationType() != OperationType.DELETE && !NO_ROLE.equals(event.getRepresentation());
    }

    /** @return the client scope that is being updated; empty for any other event */
    private static Optional<ClientScopeModel> updated(RealmModel realm, AdminEvent event) {
        return event.getResourceType() == ResourceType.CLIENT_SCOPE && event.getOperationType() == OperationType.UPDATE
                ? scope(realm, event, CLIENT_SCOPE_ID)
                : Optional.empty();
    }

    /** @return the client scope of the event; empty if it no longer exists, or if the mapping is a client's */
    private static Optional<ClientScopeModel> scope(RealmModel realm, AdminEvent event, Pattern path) {
        Matcher matcher = path.matcher(event.getResourcePath());
        return matcher.find() ? Optional.ofNullable(realm.getClientScopeById(matcher.group(1))) : Optional.empty();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
