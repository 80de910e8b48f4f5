package io.github.permissionscopes.console;

import io.github.permissionscopes.config.PermissionScopes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ui.extend.UiPageProvider;

/** Creates, fills and compares mirrors: a mirror is the component that represents an API in the page's list. */
final class Mirror {

    static final String TYPE = UiPageProvider.class.getName();

    /**
     * The key of a component's value: a fingerprint of what the component shows. The form returns it without showing
     * it.
     */
    static final String STATE = "state";

    /**
     * The key of a component's value that the form never gets: the {@link ConsoleForm#origin} of the form that was
     * saved last. It is needed because the console does not reload a form after saving it.
     */
    static final String SAVED_FROM = "savedFrom";

    private Mirror() {}

    static List<ComponentModel> all(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), TYPE)
                .filter(component -> PermissionScopes.PAGE_ID.equals(component.getProviderId()))
                .toList();
    }

    /** @return a new component that has not been added to the realm */
    static ComponentModel create(RealmModel realm, ApiEntry api) {
        ComponentModel mirror = new ComponentModel();
        mirror.setId(id(realm.getClientByClientId(api.clientId())));
        mirror.setParentId(realm.getId());
        mirror.setProviderType(TYPE);
        mirror.setProviderId(PermissionScopes.PAGE_ID);
        show(mirror, api);
        return mirror;
    }

    /** @return an id derived from the client's id, so that there cannot be two mirrors of an API */
    static String id(ClientModel client) {
        return UUID.nameUUIDFromBytes((PermissionScopes.PAGE_ID + client.getId()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Replaces everything that the mirror shows by this API. */
    static void show(ComponentModel mirror, ApiEntry api) {
        mirror.setName(api.clientId());
        mirror.setConfig(new MultivaluedHashMap<>());
        api.values().forEach((key, value) -> {
            if (!value.isEmpty()) {
                mirror.put(key, value);
            }
        });
        mirror.put(STATE, state(api));
    }

    static boolean shows(ComponentModel mirror, ApiEntry api) {
        return state(api).equals(mirror.get(STATE))
                && api.values().entrySet().stream().allMatch(value -> {
                    String shown = mirror.get(value.getKey());
                    return value.getValue().equals(shown == null ? "" : shown);
                });
    }

    /** @return a fingerprint of what the form shows */
    static String state(ApiEntry api) {
        return Fingerprint.of(String.join("\0", new TreeMap<>(api.values()).values()));
    }
}
