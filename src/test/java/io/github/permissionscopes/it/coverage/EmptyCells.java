package io.github.permissionscopes.it.coverage;

import static io.github.permissionscopes.it.coverage.Moment.CONSENT;
import static io.github.permissionscopes.it.coverage.Moment.ID_TOKEN;
import static io.github.permissionscopes.it.coverage.Moment.INTROSPECTION;
import static io.github.permissionscopes.it.coverage.Moment.REFRESH;
import static io.github.permissionscopes.it.coverage.Moment.RESPONSE;
import static io.github.permissionscopes.it.coverage.Moment.USERINFO;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why the grid has no test in a cell. */
final class EmptyCells {

    /**
     * One reason.
     *
     * @param text a sentence for a reader of the grid
     */
    record Reason(String text, Set<Route> routes, Set<Moment> moments) {

        boolean holdsFor(Route route, Moment moment) {
            return routes.contains(route) && moments.contains(moment);
        }
    }

    static final List<Reason> REASONS = List.of(
            new Reason(
                    "The client needs no consent; the row with consent has it.",
                    Set.of(Route.CODE, Route.DEVICE),
                    Set.of(CONSENT)),
            new Reason(
                    "Keycloak refuses this grant to clients that need consent.",
                    Set.of(Route.PASSWORD, Route.LEGACY_EXCHANGE, Route.EXTERNAL_EXCHANGE),
                    Set.of(CONSENT)),
            new Reason("There is no user to ask.", Set.of(Route.CLIENT_CREDENTIALS), Set.of(CONSENT)),
            new Reason(
                    "Nobody is asked here; the consent of an earlier login counts, and the scopes are a part of it.",
                    Set.of(Route.REFRESH, Route.OFFLINE, Route.TOKEN_EXCHANGE, Route.JWT_GRANT),
                    Set.of(CONSENT)),
            new Reason(
                    "UMA asks for no consent to OAuth scopes.",
                    Set.of(Route.UMA, Route.PRE_AUTHORIZED_CODE),
                    Set.of(CONSENT)),
            new Reason(
                    "Keycloak sends no `scope` in this response.", Set.of(Route.IMPLICIT, Route.UMA), Set.of(RESPONSE)),
            new Reason("There is no refresh token.", Set.of(Route.IMPLICIT, Route.JWT_GRANT), Set.of(REFRESH)),
            new Reason("There is no ID token.", Set.of(Route.UMA), Set.of(ID_TOKEN)),
            new Reason(
                    "The whole request is rejected, so there is no token to look into.",
                    Set.of(Route.PRE_AUTHORIZED_CODE, Route.DEFAULT_SCOPE),
                    Set.of(USERINFO, INTROSPECTION)),
            new Reason(
                    "Keycloak asks for default scopes whoever logs in, and its code exchange insists on them. The guard"
                            + " stops the token afterwards.",
                    Set.of(Route.DEFAULT_SCOPE),
                    Set.of(CONSENT)),
            new Reason(
                    "A setting of the client that changes tokens and not what is asked for; see the row with consent.",
                    Set.of(
                            Route.NO_AUTHENTICATOR,
                            Route.NO_MAPPER,
                            Route.OWN_SCOPES,
                            Route.FULL_SCOPE_ON,
                            Route.FULL_SCOPE_OFF,
                            Route.LIGHTWEIGHT),
                    Set.of(CONSENT)));

    private EmptyCells() {}

    static Optional<Reason> reason(Route route, Moment moment) {
        return REASONS.stream().filter(reason -> reason.holdsFor(route, moment)).findFirst();
    }
}
