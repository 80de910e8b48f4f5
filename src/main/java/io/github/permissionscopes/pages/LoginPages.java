package io.github.permissionscopes.pages;

import io.github.permissionscopes.decision.Verdict.Refused;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The product's own pages in a login. They are plain templates, so they look like the realm's login theme. */
public final class LoginPages {

    /** Names of the notice page's two buttons. */
    public static final String ACCEPT = "accept";

    public static final String CANCEL = "cancel";

    private static final String NOTICE = "permission-scopes-notice.ftl";
    private static final String REFUSAL = "permission-scopes-refused.ftl";
    private static final String REFUSED = "permissionScopesRefused";

    private LoginPages() {}

    /**
     * Lists the requested scopes that the application does not get, and asks whether to continue.
     *
     * @param form with the address that the answer goes to
     */
    public static Response notice(
            LoginFormsProvider form, AuthenticationSessionModel authSession, Collection<Refused> refused) {
        return form.setAttribute(REFUSED, ListedScope.groups(authSession.getClient(), refused))
                .createForm(NOTICE);
    }

    /** Ends a login whose application cannot be informed. */
    public static Response refusal(
            KeycloakSession session, AuthenticationSessionModel authSession, Collection<Refused> refused) {
        return session.getProvider(LoginFormsProvider.class)
                .setAuthenticationSession(authSession)
                .setAttribute(REFUSED, ListedScope.groups(authSession.getClient(), refused))
                .setStatus(Response.Status.BAD_REQUEST)
                .createForm(REFUSAL);
    }
}
