package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.InvalidTarget;
import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.ScopeGate;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/**
 * Code exchange and device grant. The login has narrowed its own request; a code's scope follows from that, a device
 * code's does not. Either is judged when it is fetched: a consent page may have stood open for minutes, a device may poll
 * late, and the event of the token request tells what was refused.
 */
final class RedeemableCodeEnforcement {

    private RedeemableCodeEnforcement() {}

    static void narrowCode(OAuth2GrantType.Context context) {
        String code = context.getFormParams().getFirst(OAuth2Constants.CODE);
        RedeemableCode.ofCode(context.getSession(), context.getClient(), code)
                .ifPresent(grant -> narrow(context, grant));
    }

    static void narrowDeviceCode(OAuth2GrantType.Context context) {
        String deviceCode = context.getFormParams().getFirst(OAuth2Constants.DEVICE_CODE);
        RedeemableCode.ofDeviceCode(context.getSession(), context.getClient(), deviceCode)
                .ifPresent(grant -> narrow(context, grant));
    }

    private static void narrow(OAuth2GrantType.Context context, RedeemableCode grant) {
        ScopeQuestion question = ScopeQuestion.renewal(context.getClient(), grant.user(), grant.requested())
                .inTokenFor(api(context, grant))
                .reached(grant::level);
        ScopeGate.judge(context.getSession(), context.getEvent(), question)
                .ifPresent(ruling -> apply(context, grant, ruling));
    }

    private static void apply(OAuth2GrantType.Context context, RedeemableCode grant, Ruling ruling) {
        if (ruling.rejected()) {
            grant.remove(context.getSession());
            context.getEvent().user(grant.user());
            throw Rejection.atTokenEndpoint(context.getCors(), context.getEvent(), ruling);
        }
        ScopeList kept = grant.granted().retaining(ruling.kept().names());
        boolean hidden = ruling.settings().mode() == Mode.ENFORCE && TokenTarget.isOurs(context);
        if (!grant.isStoredAs(kept, hidden)) {
            grant.replaceScope(context.getSession(), kept, hidden);
        }
    }

    private static Optional<NamedApi> api(OAuth2GrantType.Context context, RedeemableCode grant) {
        try {
            return TokenTarget.granted(context, grant.api());
        } catch (InvalidTarget invalid) {
            grant.remove(context.getSession());
            context.getEvent().user(grant.user());
            throw invalid;
        }
    }
}
