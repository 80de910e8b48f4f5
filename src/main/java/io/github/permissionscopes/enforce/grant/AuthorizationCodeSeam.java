package io.github.permissionscopes.enforce.grant;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.enforce.Rejection;
import io.github.permissionscopes.enforce.ScopeGate;
import io.github.permissionscopes.enforce.ScopeQuestion;
import io.github.permissionscopes.enforce.login.LoginScopes;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/**
 * Code exchange: the login has narrowed the code's scope already. It is judged again, since a consent page may stand open
 * for minutes between the two, and so that the CODE_TO_TOKEN event tells what was refused.
 */
final class AuthorizationCodeSeam {

    private AuthorizationCodeSeam() {}

    static void narrow(OAuth2GrantType.Context context) {
        StoredCode.find(
                        context.getSession(),
                        context.getClient(),
                        context.getFormParams().getFirst(OAuth2Constants.CODE))
                .ifPresent(code -> narrow(context, code));
    }

    private static void narrow(OAuth2GrantType.Context context, StoredCode code) {
        ScopeList granted = ScopeList.parse(code.scope());
        ScopeList requested = requestedAtLogin(code).and(granted);
        ScopeQuestion question = ScopeQuestion.renewal(context.getClient(), code.user(), requested);
        ScopeGate.judge(context.getSession(), context.getEvent(), question)
                .ifPresent(ruling -> apply(context, code, granted, ruling));
    }

    private static void apply(OAuth2GrantType.Context context, StoredCode code, ScopeList granted, Ruling ruling) {
        if (ruling.rejected()) {
            context.getEvent().user(code.user());
            throw Rejection.atTokenEndpoint(context.getCors(), context.getEvent(), ruling);
        }
        // A permission gained since the login does not widen what was granted then.
        ScopeList kept = granted.retaining(ruling.kept().names());
        if (!kept.equals(granted)) {
            code.replaceScope(context.getSession(), kept.toString());
        }
    }

    /** Two tabs of one browser share a client session, and the later login's notes; only those of this code count. */
    private static ScopeList requestedAtLogin(StoredCode code) {
        AuthenticatedClientSessionModel clientSession = code.clientSession();
        String kept = clientSession.getNote(LoginScopes.KEPT_NOTE);
        return kept != null && kept.equals(code.scope())
                ? ScopeList.parse(clientSession.getNote(LoginScopes.REQUESTED_NOTE))
                : ScopeList.EMPTY;
    }
}
