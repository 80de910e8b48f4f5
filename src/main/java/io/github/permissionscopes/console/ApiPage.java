package io.github.permissionscopes.console;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.provisioning.ConflictException;
import io.github.permissionscopes.provisioning.Definitions;
import io.github.permissionscopes.provisioning.Plan;
import io.github.permissionscopes.realm.ApisChanged;
import io.github.permissionscopes.server.Capabilities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponse;

/**
 * Carries out the actions of the console's page: it saves the form as {@code PUT apis/…} does, and deletes an API as
 * {@code DELETE apis/…} does.
 *
 * <p>The API is written in its own exclusive transaction, like every definition, before Keycloak stores the component.
 * If the component could not be stored then, the list would be corrected later.
 */
final class ApiPage {

    private final KeycloakSession session;

    ApiPage(KeycloakSession session) {
        this.session = session;
    }

    /** @throws ComponentValidationException with a text for the administrator; nothing has been changed */
    void save(ConsoleForm form) {
        List<ScopeRow> rows = List.of();
        try {
            require(form);
            ApiEntry entry = ApiEntry.of(form.model());
            rows = entry.scopes();
            ApiEntry written =
                    ApiEntry.of(new Definitions(session).edit(entry.clientId(), present -> checked(form, entry, present)
                            .definition(present)));
            show(form, written);
        } catch (InvalidDefinitionException e) {
            throw refusal(PageMessage.of(e.errors(), rows));
        } catch (ConflictException e) {
            throw refusal(PageMessage.of(e.errors(), rows));
        } catch (WebApplicationException e) {
            throw refusal(e.getMessage());
        }
    }

    /**
     * @throws WebApplicationException with a text for the administrator. Either nothing has been changed, or something
     *     stays and the client is still an API
     */
    void delete(ConsoleForm form) {
        try {
            requireRights(form);
            Plan made =
                    new Definitions(session).delete(form.model().get(ApiEntry.CLIENT_ID), (transaction, changes) -> {});
            if (!made.left().isEmpty()) {
                Mirrors.follow(session.getKeycloakSessionFactory(), realm().getId());
                throw ErrorResponse.error(PageMessage.of(made), Status.CONFLICT);
            }
        } catch (ConflictException e) {
            throw ErrorResponse.error(e.errors().get(0).message(), Status.CONFLICT);
        }
        ApisChanged.publish(session, realm().getId());
    }

    private static void requireRights(ConsoleForm form) {
        try {
            require(form);
        } catch (WebApplicationException e) {
            throw ErrorResponse.error(e.getMessage(), Status.FORBIDDEN);
        }
    }

    /**
     * Keycloak has required {@code manage-realm} for the component; clients, roles and client scopes natively need
     * {@code manage-clients}.
     */
    private static void require(ConsoleForm form) {
        form.administrator().require(AdminRoles.MANAGE_CLIENTS).requireRole(AdminRoles.MANAGE_CLIENTS);
    }

    private ApiEntry checked(ConsoleForm form, ApiEntry entry, @Nullable ApiDefinition present) {
        ComponentModel stored = form.stored();
        if (stored == null) {
            if (present != null) {
                throw new ConflictException("/clientId", "There is this API already. Change it in the list.");
            }
            return entry;
        }
        if (!entry.clientId().equals(stored.get(ApiEntry.CLIENT_ID))) {
            // If the form is outdated, the client may have been renamed elsewhere; then the administrator has not
            // changed its ID.
            throw isLoadedFrom(form, stored, stored.get(Mirror.STATE))
                    ? new InvalidDefinitionException(
                            "/clientId", "An API keeps its client ID. Create another one, or rename the client.")
                    : changedInBetween();
        }
        if (present == null || !isLoadedFrom(form, stored, Mirror.state(ApiEntry.of(present)))) {
            throw changedInBetween();
        }
        requireShownRows(form, entry, ApiEntry.of(present));
        return entry;
    }

    /** A form that does not show the scopes of the entry must not delete them: its rows are only the new ones. */
    private static void requireShownRows(ConsoleForm form, ApiEntry entry, ApiEntry present) {
        if (!Capabilities.CONSOLE_SHOWS_STORED_ROWS
                && form.isLoadedFromEntry()
                && !entry.scopes().equals(present.scopes())) {
            throw new InvalidDefinitionException(
                    "/scopes",
                    "The console of Keycloak 26.0 does not show the scopes that an API has, so they cannot be changed"
                            + " here. Use the REST API of this product, or a newer Keycloak.");
        }
    }

    private static ConflictException changedInBetween() {
        return new ConflictException("", "The API was changed in between. Reload the page and do it again.");
    }

    /**
     * Tells whether the form was loaded from the present state, or whether this same form has saved the present state
     * itself.
     */
    private static boolean isLoadedFrom(ConsoleForm form, ComponentModel stored, String present) {
        return present.equals(form.loadedState())
                || present.equals(stored.get(Mirror.STATE)) && form.origin().equals(stored.get(Mirror.SAVED_FROM));
    }

    private void show(ConsoleForm form, ApiEntry written) {
        String origin = form.origin();
        if (form.isNew()) {
            form.model().setId(Mirror.id(session.clients().getClientByClientId(realm(), written.clientId())));
        }
        Mirror.show(form.model(), written);
        form.model().put(Mirror.SAVED_FROM, origin);
        // Another API may share a scope with this one and show its description too.
        ApisChanged.publish(session, realm().getId());
    }

    private ComponentValidationException refusal(@Nullable String text) {
        // If the list was outdated, the administrator sees the present state after a reload.
        Mirrors.follow(session.getKeycloakSessionFactory(), realm().getId());
        return new ComponentValidationException("{0}", text);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
