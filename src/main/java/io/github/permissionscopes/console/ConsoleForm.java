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
 * What an administrator has sent with the console's form, or the entry that is to be deleted.
 *
 * <p>Only the console's requests count. For everything else that writes components (a realm import, a tool that makes a
 * realm's components those of a file) an entry is a mirror: such a tool would otherwise delete APIs with it.
 *
 * @param model the component as it is to be stored; can be changed
 * @param stored the component as it is; null for a new one
 */
record ConsoleForm(Administrator administrator, ComponentModel model, @Nullable ComponentModel stored) {

    /**
     * Value that the console adds to what it saves: the id in the page's address. It is there only where the form was
     * loaded from an entry ({@code PageHandler.tsx}), and not in one that has just made the entry.
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

    /** @return the state that the form shows, but for the administrator's changes; empty for a form that began empty */
    String loadedState() {
        String state = model.get(LOADED_ID) == null ? null : model.get(Mirror.STATE);
        return state == null ? "" : state;
    }

    /** @return the administrator's login and what the form was loaded from, in one */
    String origin() {
        return Fingerprint.of(administrator.login() + " " + loadedState());
    }

    /** Keycloak has no other sign of where a call comes from: an import and the removal of a realm come here too. */
    private static boolean isComponentRequest(KeycloakSession session, ComponentModel model) {
        String path = path(session).replaceFirst("/+$", "");
        return path.endsWith(COMPONENTS) || path.endsWith(COMPONENTS + "/" + model.getId());
    }

    private static String path(KeycloakSession session) {
        try {
            UriInfo uri = session.getContext().getHttpRequest().getUri();
            return uri == null ? "" : uri.getPath();
        } catch (RuntimeException e) {
            // Outside a request. Newer servers throw, older ones answer null.
            return "";
        }
    }
}
