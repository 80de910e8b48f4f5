package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantTypeFactory;

/**
 * Puts {@link RedeemableCodeEnforcement} before Keycloak's device grant. Extends Keycloak's factory to inherit its id
 * and shortcut.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ScopeCheckedDeviceFactory extends DeviceGrantTypeFactory implements EnforcementPointFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ScopeCheckedGrantType(super.create(session), RedeemableCodeEnforcement.ofDeviceCodes());
    }

    @Override
    public int order() {
        return ScopeCheckedGrantType.ORDER;
    }
}
