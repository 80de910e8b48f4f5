package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.ScopeGate;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/** Client credentials: the roles of the client's service account decide. */
final class ClientCredentialsEnforcement {

    private ClientCredentialsEnforcement() {}

    static void narrow(OAuth2GrantType.Context context) {
        ClientModel client = context.getClient();
        if (!client.isServiceAccountsEnabled()) {
            return;
        }
        Optional<NamedApi> api = TokenTarget.asked(context);
        UserModel serviceAccount = context.getSession().users().getServiceAccount(client);
        if (serviceAccount == null) {
            // Keycloak makes it now. It holds nothing but default roles, and the guard looks at its first token.
            return;
        }
        MultivaluedMap<String, String> form = context.getFormParams();
        ScopeList requested = ScopeList.parse(form.getFirst(OAuth2Constants.SCOPE));
        ScopeGate.judge(
                        context.getSession(),
                        context.getEvent(),
                        ScopeQuestion.grant(client, serviceAccount, requested).inTokenFor(api))
                .ifPresent(ruling -> apply(context, form, serviceAccount, ruling));
    }

    private static void apply(
            OAuth2GrantType.Context context,
            MultivaluedMap<String, String> form,
            UserModel serviceAccount,
            Ruling ruling) {
        if (ruling.rejected()) {
            context.getEvent().user(serviceAccount);
            throw Rejection.atTokenEndpoint(context.getCors(), context.getEvent(), ruling);
        }
        if (!ruling.changesRequest()) {
            return;
        }
        if (ruling.kept().isEmpty()) {
            // An empty parameter would be an unknown scope to Keycloak. Each request has a session of its own, so that
            // there is no earlier scope that could come back.
            form.remove(OAuth2Constants.SCOPE);
        } else {
            form.putSingle(OAuth2Constants.SCOPE, ruling.kept().toString());
        }
    }
}
