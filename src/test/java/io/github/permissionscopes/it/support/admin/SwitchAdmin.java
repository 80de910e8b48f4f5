package io.github.permissionscopes.it.support.admin;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RequiredActionConfigRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/** The product's required action: whether it is on, its place among the others, and its config. */
public final class SwitchAdmin {

    private static final String ID = PermissionScopes.REQUIRED_ACTION_ID;

    private final AuthenticationManagementResource actions;
    private final Undo undo;

    SwitchAdmin(RealmResource realm, Undo undo) {
        this.actions = realm.flows();
        this.undo = undo;
    }

    public RequiredActionProviderRepresentation get() {
        return actions.getRequiredAction(ID);
    }

    public void change(Consumer<RequiredActionProviderRepresentation> change) {
        RequiredActionProviderRepresentation action = get();
        undo.before("switch", () -> {
            boolean on = action.isEnabled();
            int priority = action.getPriority();
            boolean byDefault = action.isDefaultAction();
            return () -> put(get(), before -> {
                before.setEnabled(on);
                before.setPriority(priority);
                before.setDefaultAction(byDefault);
            });
        });
        put(action, change);
    }

    private void put(
            RequiredActionProviderRepresentation action, Consumer<RequiredActionProviderRepresentation> change) {
        change.accept(action);
        actions.updateRequiredAction(ID, action);
    }

    /** Of the switch among the realm's required actions: the lowest is asked first. */
    public void setPriority(int priority) {
        change(action -> action.setPriority(priority));
    }

    void configure(Map<String, String> config) {
        undo.before("switch config", () -> {
            Map<String, String> before = actions.getRequiredActionConfig(ID).getConfig();
            return () -> put(before);
        });
        put(config);
    }

    private void put(Map<String, String> config) {
        RequiredActionConfigRepresentation representation = new RequiredActionConfigRepresentation();
        representation.setConfig(config);
        actions.updateRequiredActionConfig(ID, representation);
    }
}
