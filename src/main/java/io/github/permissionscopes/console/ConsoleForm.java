package io.github.permissionscopes.console;

import io.github.permissionscopes.rest.Administrator;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A request of the admin console to save the page's form or to delete an entry of its list.
 *
 * <p>Only requests of the admin console change APIs. Everything else that writes components, such as a realm import or
 * a tool that synchronizes a realm with a file, only writes the mirror: it could otherwise delete APIs unintentionally.
 *
 * @param model the component that Keycloak is about to store; it can be changed
 * @param stored the present component; null for a new entry
 */
record ConsoleForm(Administrator administrator, ComponentModel model, @Nullable ComponentModel stored) {

    /**
     * A value that the console adds to a saved form: the id in the page's address. It exists only if the form was
     * loaded from an entry ({@code PageHandler.tsx}), not if the form has just created the entry.
     */
    static final String LOADED_ID = "id";

    private static final Logger LOG = Logger.getLogger(ConsoleForm.class);
    private static final String COMPONENTS = "/components";

    static Optional<ConsoleForm> of(KeycloakSession session, RealmModel realm, ComponentModel model) {
        if (Mirrors.isFollowing(session) || !isComponentRequest(session, model)) {
            return Optional.empty();
        }
        Administrator administrator = Administrator.authenticated(session);
        if (!Constants.ADMIN_CONSOLE_CLIENT_ID.equals(administrator.application())) {
            LOG.warnf(
                    "%s has written an entry of the console's list of APIs. That changes no API: use the REST API.",
                    administrator.application());
            return Optional.empty();
        }
        ComponentModel stored = model.getId() == null ? null : realm.getComponent(model.getId());
        return Optional.of(new ConsoleForm(administrator, model, stored));
    }

    boolean isNew() {
        return stored == null;
    }

    /** @return false for a form that was empty at first, also if it has just created the entry */
    boolean isLoadedFromEntry() {
        return model.get(LOADED_ID) != null;
    }

    /** @return the fingerprint of the state from which the form was loaded; empty for a form that was empty at first */
    String loadedState() {
        String state = isLoadedFromEntry() ? model.get(Mirror.STATE) : null;
        return state == null ? "" : state;
    }

    /** @return a fingerprint of the administrator's user session and the state from which the form was loaded */
    String origin() {
        return Fingerprint.of(administrator.login() + " " + loadedState());
    }

    /**
     * Recognizes a request for a component by its path. Keycloak gives no other hint, and imports and the removal of a
     * realm come here too.
     */
    private static boolean isComponentRequest(KeycloakSession session, ComponentModel model) {
        String path = path(session).replaceFirst("/+$", "");
        return path.endsWith(COMPONENTS) || path.endsWith(COMPONENTS + "/" + model.getId());
    }

    private static String path(KeycloakSession session) {
        try {
            UriInfo uri = session.getContext().getHttpRequest().getUri();
            return uri == null ? "" : uri.getPath();
        } catch (RuntimeException e) {
            // Outside of a request, newer servers throw an exception and older ones return null.
            return "";
        }
    }
}
