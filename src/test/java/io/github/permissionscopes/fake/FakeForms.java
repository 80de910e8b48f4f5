package io.github.permissionscopes.fake;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;

/** Pages of the login theme: one that is made has the template as its entity, and an error page the key of its text. */
public final class FakeForms {

    private final Map<String, Object> attributes = new HashMap<>();
    private final LoginFormsProvider model;
    private Response.Status status = Response.Status.OK;
    private String error;

    public FakeForms() {
        model = Fake.of(LoginFormsProvider.class)
                .on("setAuthenticationSession", arguments -> model())
                .on("setAttribute", arguments -> {
                    attributes.put((String) arguments[0], arguments[1]);
                    return model();
                })
                .on("setStatus", arguments -> {
                    status = (Response.Status) arguments[0];
                    return model();
                })
                .on("setError", arguments -> {
                    error = (String) arguments[0];
                    return model();
                })
                .on("createForm", arguments -> Response.status(status)
                        .entity(arguments[0])
                        .build())
                .on("createErrorPage", arguments -> Response.status((Response.Status) arguments[0])
                        .entity(error)
                        .build())
                .make();
    }

    public LoginFormsProvider model() {
        return model;
    }

    /** @return what is handed to the template */
    public Map<String, Object> attributes() {
        return attributes;
    }
}
