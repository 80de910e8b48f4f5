package io.github.permissionscopes.refusalreport;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.events.EventType;
import org.keycloak.models.RealmModel;

/** The event types that can record a refusal. */
final class EventTypes {

    private static final String ERROR = "_ERROR";

    /** The types of all grants; a rejected request has the error type. By name: older servers lack some of them. */
    private static final List<String> OF_GRANTS = List.of(
            "LOGIN",
            "CODE_TO_TOKEN",
            "REFRESH_TOKEN",
            "CLIENT_LOGIN",
            "TOKEN_EXCHANGE",
            "OAUTH2_DEVICE_CODE_TO_TOKEN",
            "AUTHREQID_TO_TOKEN",
            "PERMISSION_TOKEN",
            "JWT_AUTHORIZATION_GRANT",
            "VERIFIABLE_CREDENTIAL_PRE_AUTHORIZED_GRANT");

    /**
     * The types of a login that shows a consent page, and of one that was rejected after a login at an identity
     * provider.
     */
    private static final List<String> OTHERS = List.of("CUSTOM_REQUIRED_ACTION", "IDENTITY_PROVIDER_POST_LOGIN_ERROR");

    private static final Set<String> KNOWN =
            Arrays.stream(EventType.values()).map(type -> type.name()).collect(Collectors.toUnmodifiableSet());

    /** The types that this server has. */
    static final List<EventType> NEEDED = Stream.concat(
                    OF_GRANTS.stream().flatMap(name -> Stream.of(name, name + ERROR)), OTHERS.stream())
            .filter(KNOWN::contains)
            .map(EventType::valueOf)
            .toList();

    private EventTypes() {}

    /** @return the needed types that the realm is configured to store */
    static List<EventType> stored(RealmModel realm) {
        Set<String> chosen = realm.getEnabledEventTypesStream().collect(Collectors.toSet());
        return NEEDED.stream()
                .filter(type -> chosen.isEmpty() ? type.isSaveByDefault() : chosen.contains(type.name()))
                .toList();
    }
}
