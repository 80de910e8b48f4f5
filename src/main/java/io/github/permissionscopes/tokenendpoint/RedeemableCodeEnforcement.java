package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import org.keycloak.OAuth2Constants;

/**
 * Enforcement point of the code exchange and of the device grant. The login narrows its own request and thereby an
 * authorization code, but not a device code. Both are judged again when they are redeemed: a consent page may have been
 * open for minutes, a device may poll late, and the token request's event has to show what was refused.
 */
final class RedeemableCodeEnforcement implements GrantEnforcement {

    private final String parameter;
    private final Lookup lookup;

    /** Maps the value of a parameter, which may be null, to the grant that is stored under it. */
    private interface Lookup {
        Optional<RedeemableCode> find(GrantRequest request, String code);
    }

    private RedeemableCodeEnforcement(String parameter, Lookup lookup) {
        this.parameter = parameter;
        this.lookup = lookup;
    }

    static RedeemableCodeEnforcement ofCodes() {
        return new RedeemableCodeEnforcement(OAuth2Constants.CODE, RedeemableCode::ofCode);
    }

    static RedeemableCodeEnforcement ofDeviceCodes() {
        return new RedeemableCodeEnforcement(OAuth2Constants.DEVICE_CODE, RedeemableCode::ofDeviceCode);
    }

    @Override
    public void enforce(GrantRequest request) {
        lookup.find(request, request.parameter(parameter)).ifPresent(code -> enforce(request, code));
    }

    private static void enforce(GrantRequest request, RedeemableCode code) {
        ScopeQuestion question = ScopeQuestion.renewal(request.client(), code.user(), code.requested())
                .inTokenFor(target(request, code))
                .reached(code::level);
        request.authorizer().authorize(question).ifPresent(ruling -> apply(request, code, ruling));
    }

    private static void apply(GrantRequest request, RedeemableCode code, Ruling ruling) {
        if (ruling.rejected()) {
            code.remove(request.session());
            throw request.rejection(ruling, code.user());
        }
        ScopeList kept = code.granted().retaining(ruling.kept().names());
        boolean hidden = ruling.settings().mode() == Mode.ENFORCE && new TokenTarget(request).isOurs();
        if (!code.isStoredAs(kept, hidden)) {
            code.replaceScope(request.session(), kept, hidden);
        }
    }

    private static Optional<TargetApi> target(GrantRequest request, RedeemableCode code) {
        try {
            return new TokenTarget(request).granted(code.api());
        } catch (InvalidTarget invalid) {
            code.remove(request.session());
            request.event().user(code.user());
            throw invalid;
        }
    }
}
