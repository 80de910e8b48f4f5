package io.github.permissionscopes.faults;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/**
 * A grant type as another extension may provide it: it tries one of Keycloak's grants on the request and, if that one
 * ends in an error, continues with another one. If no other one is named, it answers with the form with which it would
 * continue.
 */
public final class TryingGrantFactory implements OAuth2GrantTypeFactory {

    private static final String ID = "urn:test:try";
    private static final String TRIED = "tried";
    private static final String OTHERWISE = "otherwise";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getShortcut() {
        return "ty";
    }

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new TryingGrant();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    private static final class TryingGrant implements OAuth2GrantType {

        @Override
        public Response process(Context context) {
            MultivaluedMap<String, String> form = context.getFormParams();
            try {
                return run(context, form.getFirst(TRIED));
            } catch (WebApplicationException error) {
                return form.containsKey(OTHERWISE) ? run(context, form.getFirst(OTHERWISE)) : answer(form);
            }
        }

        private static Response run(Context context, String grant) {
            return context.getSession()
                    .getProvider(OAuth2GrantType.class, grant)
                    .process(context);
        }

        private static Response answer(MultivaluedMap<String, String> form) {
            Map<String, String> values = new LinkedHashMap<>();
            form.forEach((name, value) -> values.put(name, String.join("|", value)));
            return Response.ok(values, MediaType.APPLICATION_JSON_TYPE).build();
        }

        @Override
        public EventType getEventType() {
            return EventType.CODE_TO_TOKEN;
        }

        @Override
        public Set<String> getTokenParameterNames() {
            return Set.of("refresh_token", "subject_token");
        }

        @Override
        public void close() {}
    }
}
