package io.github.permissionscopes.login;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * The profile attributes that a login asks the user for. An attribute may be required only for certain scopes. Keycloak
 * evaluates the requested ones ({@code DeclarativeUserProfileProvider.requestedScopePredicate}), and does so before the
 * switch, which is the last action of a realm.
 */
final class ProfileData {

    private static final String ACTION = RequiredAction.VERIFY_PROFILE.name();

    private ProfileData() {}

    /**
     * Lets Keycloak evaluate again without the refused scopes. If nothing is missing any more, the user is not asked.
     */
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
