package io.github.permissionscopes.login;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * What a login asks of the user's profile. An attribute may be required only for certain scopes; Keycloak looks at those that
 * are asked for ({@code DeclarativeUserProfileProvider.requestedScopePredicate}), and has looked before the switch, which is
 * the last action of a realm.
 */
final class ProfileData {

    private static final String ACTION = RequiredAction.VERIFY_PROFILE.name();

    private ProfileData() {}

    /** Lets Keycloak look again, now that refused scopes are gone. Where nothing is missing any more, nothing is asked for. */
    static void askAgain(RequiredActionContext context) {
        if (!context.getAuthenticationSession().getRequiredActions().contains(ACTION)) {
            return;
        }
        RequiredActionProviderModel action = context.getRealm().getRequiredActionProviderByAlias(ACTION);
        if (action != null && action.isEnabled()) {
            RequiredActionFactory factory = (RequiredActionFactory) context.getSession()
                    .getKeycloakSessionFactory()
                    .getProviderFactory(RequiredActionProvider.class, action.getProviderId());
            factory.create(context.getSession()).evaluateTriggers(context);
        }
    }
}
