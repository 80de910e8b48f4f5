package io.github.permissionscopes.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.keycloak.models.KeycloakSession;

/**
 * The root resource of the administration's REST API; each part below it has its own class. Keycloak's build finds the
 * class because of the empty {@code META-INF/beans.xml}.
 */
public final class PermissionScopesResource {

    private final KeycloakSession session;

    PermissionScopesResource(KeycloakSession session) {
        this.session = session;
    }

    @Path("apis")
    public ApisResource apis() {
        return new ApisResource(session, Administrator.authenticated(session));
    }

    @GET
    @Path("bundle")
    @Produces(MediaType.APPLICATION_JSON)
    public Response bundle() {
        return bundles().read();
    }

    @POST
    @Path("plan")
    @Produces(MediaType.APPLICATION_JSON)
    public Response plan(InputStream body) {
        return bundles().plan(body);
    }

    @POST
    @Path("apply")
    @Produces(MediaType.APPLICATION_JSON)
    public Response apply(InputStream body) {
        return bundles().apply(body);
    }

    @Path("import")
    public ImportResource imports() {
        return new ImportResource(session, Administrator.authenticated(session));
    }

    /** Needs no token: the document is the same in every realm and says nothing about this one. */
    @GET
    @Path("openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    public String openApi() {
        return PublishedDocument.OPENAPI.text();
    }

    /** Needs no token, like the OpenAPI document. */
    @GET
    @Path("bundle.schema.json")
    @Produces("application/schema+json")
    public String bundleSchema() {
        return PublishedDocument.BUNDLE_SCHEMA.text();
    }

    @Path("explain")
    public ExplainResource explain() {
        return new ExplainResource(session, Administrator.authenticated(session));
    }

    @Path("status")
    public StatusResource status() {
        return new StatusResource(session, Administrator.authenticated(session));
    }

    @Path("report")
    public ReportResource report() {
        return new ReportResource(session, Administrator.authenticated(session));
    }

    private BundleResource bundles() {
        return new BundleResource(session, Administrator.authenticated(session));
    }
}
