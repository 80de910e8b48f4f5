package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** Enforcement point of the client credentials grant: the roles of the client's service account decide. */
final class ClientCredentialsEnforcement implements GrantEnforcement {

    @Override
    public void enforce(GrantRequest request) {
        ClientModel client = request.client();
        if (!client.isServiceAccountsEnabled()) {
            return;
        }
        Optional<TargetApi> target = new TokenTarget(request).asked();
        UserModel serviceAccount = request.session().users().getServiceAccount(client);
        if (serviceAccount == null) {
            // Keycloak creates it in this request. It has only default roles, and the guard checks its first token.
            return;
        }
        request.authorizer()
                .authorize(ScopeQuestion.grant(client, serviceAccount, request.scope())
                        .inTokenFor(target))
                .ifPresent(ruling -> apply(request, serviceAccount, ruling));
    }

    private static void apply(GrantRequest request, UserModel serviceAccount, Ruling ruling) {
        if (ruling.rejected()) {
            throw request.rejection(ruling, serviceAccount);
        }
        // Keycloak takes an empty parameter for an unknown scope. Each request creates a new session, so no earlier
        // scope can reappear when the parameter is removed.
        new ScopeParameter(request).narrow(ruling, () -> request.form().remove(OAuth2Constants.SCOPE));
    }
}
