package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** Client credentials: the roles of the client's service account decide. */
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
            // Keycloak makes it now. It holds nothing but default roles, and the guard looks at its first token.
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
        // An empty parameter would be an unknown scope to Keycloak. Each request has a session of its own, so that
        // there is
        // no earlier scope that could come back.
        new ScopeParameter(request).narrow(ruling, () -> request.form().remove(OAuth2Constants.SCOPE));
    }
}
