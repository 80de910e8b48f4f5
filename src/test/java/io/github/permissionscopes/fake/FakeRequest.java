package io.github.permissionscopes.fake;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.util.Map;
import org.jboss.resteasy.specimpl.ResteasyUriInfo;
import org.keycloak.common.ClientConnection;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.cors.Cors;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.AuthenticationSessionProvider;
import org.keycloak.urls.UrlType;

/** What a client or a browser sends, and what Keycloak knows of the sender. */
final class FakeRequest {

    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    private final MultivaluedMap<String, Object> answered = new MultivaluedHashMap<>();
    private final HttpHeaders httpHeaders =
            Fake.of(HttpHeaders.class).with("getRequestHeaders", headers).make();
    private ClientModel client;
    private AuthenticationSessionModel login;
    private String method = "POST";
    private URI uri = URI.create("https://acme.example/realms/acme");

    void from(ClientModel asking) {
        client = asking;
    }

    ClientModel client() {
        return client;
    }

    void during(AuthenticationSessionModel running) {
        login = running;
    }

    void get(URI address) {
        method = "GET";
        uri = address;
    }

    MultivaluedMap<String, String> form() {
        return form;
    }

    MultivaluedMap<String, String> headers() {
        return headers;
    }

    /** @return the headers of the answer, as far as they are set before there is one */
    MultivaluedMap<String, Object> answered() {
        return answered;
    }

    KeycloakContext context(KeycloakSession session, RealmModel realm) {
        HttpRequest request = Fake.of(HttpRequest.class)
                .with("getDecodedFormParameters", form)
                .with("getHttpHeaders", httpHeaders)
                .get("getHttpMethod", () -> method)
                .make();
        HttpResponse response = Fake.of(HttpResponse.class)
                .on("setHeader", arguments -> {
                    answered.putSingle((String) arguments[0], arguments[1]);
                    return null;
                })
                .make();
        return Fake.of(KeycloakContext.class)
                .with("getRealm", realm)
                .get("getClient", () -> client)
                .on("setClient", arguments -> {
                    client = (ClientModel) arguments[0];
                    return null;
                })
                .with(
                        "getConnection",
                        Fake.of(ClientConnection.class)
                                .with("getRemoteHost", "192.0.2.1")
                                .make())
                .with("getHttpRequest", request)
                .with("getHttpResponse", response)
                .with("getRequestHeaders", httpHeaders)
                .get("getAuthenticationSession", () -> login)
                .with("setRealm", null)
                .get("getUri", () -> new KeycloakUriInfo(session, UrlType.FRONTEND, new ResteasyUriInfo(uri)))
                .make();
    }

    /** The logins of the browser: the one that the request belongs to. */
    AuthenticationSessionProvider logins() {
        return Fake.of(AuthenticationSessionProvider.class)
                .on("getRootAuthenticationSession", arguments -> login == null ? null : login.getParentSession())
                .make();
    }

    /** What Keycloak hands to a grant type: the form as it is now. */
    OAuth2GrantType.Context grant(KeycloakSession session, EventBuilder event) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        form.forEach((name, values) -> values.forEach(value -> parameters.add(name, value)));
        Cors cors = Fake.of(Cors.class)
                .on("add", arguments -> ((ResponseBuilder) arguments[0]).build())
                .make();
        return new OAuth2GrantType.Context(session, null, Map.of(), parameters, event, cors, null);
    }
}
