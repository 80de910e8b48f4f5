package io.github.permissionscopes.rest;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.refusalreport.ReportQuery;
import io.github.permissionscopes.refusalreport.RolloutReport;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;

/** The REST call {@code report}: lists what enforcement has refused, or would refuse in report mode. */
public final class ReportResource {

    private static final String MODE = "mode";

    private final KeycloakSession session;
    private final Administrator administrator;

    ReportResource(KeycloakSession session, Administrator administrator) {
        this.session = session;
        this.administrator = administrator;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(
            @QueryParam(Since.NAME) String since,
            @QueryParam(MODE) String mode,
            @QueryParam(Page.FIRST) @DefaultValue("0") String first,
            @QueryParam(Page.MAX) @DefaultValue(Page.USUAL_MAX) String max) {
        administrator.require(AdminRoles.VIEW_EVENTS);
        Page page = Page.of(first, max);
        ReportQuery query = new ReportQuery(Since.of(since, ReportQuery.USUAL), mode(mode), page.first(), page.max());
        return Response.ok(Json.write(
                        RolloutReport.of(session, session.getContext().getRealm(), query)))
                .build();
    }

    private static Optional<Mode> mode(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Mode.values())
                .filter(mode -> SwitchConfig.value(mode).equals(value))
                .findFirst()
                .orElseThrow(() -> Problem.of(List.of(new FieldError(
                        MODE,
                        "One of these is expected for mode: "
                                + Arrays.stream(Mode.values())
                                        .map(SwitchConfig::value)
                                        .collect(Collectors.joining(", "))
                                + ".")))));
    }
}
