package io.github.permissionscopes.demo;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * Three APIs, their permissions, the people and the applications that use them.
 *
 * <p>A permission is a client role of its API, and the scope of the same name requires it.
 */
public final class DemoRealm {

    public static final String NAME = "demo";
    public static final String PASSWORD = "demo";
    public static final String SECRET = "demo-secret";

    /** Nobody listens here: browsers and tests read what the redirect carries. */
    public static final String REDIRECT_URI = "http://localhost:9999/callback";

    public static final String CONTACTS_API = "contacts-api";
    public static final String TIMESHEETS_API = "timesheets-api";
    public static final String EVENTS_API = "events-api";

    public static final String READ_CONTACTS = "read:contacts";
    public static final String DELETE_CONTACTS = "delete:contacts";
    public static final List<String> CONTACTS = List.of(READ_CONTACTS, DELETE_CONTACTS);
    public static final List<String> TIMESHEETS =
            List.of("read:timesheets", "create:timesheets", "delete:timesheets", "approve:timesheets");
    public static final List<String> EVENTS =
            List.of("create:events", "update:events", "view:events", "register:events");
    public static final List<String> ALL_SCOPES =
            Stream.of(CONTACTS, TIMESHEETS, EVENTS).flatMap(List::stream).toList();

    public static final String CONTACTS_APP = "contacts-app";
    public static final String TIMESHEETS_APP = "timesheets-app";
    public static final String EVENTS_APP = "events-app";
    public static final String CONSENT_APP = "partner-app";
    public static final String SERVICE = "payroll-service";

    private static final List<String> DEFAULT_SCOPES = List.of("basic", "profile", "email", "roles");

    private DemoRealm() {}

    /** @return the realm with the switch on */
    public static RealmBuilder configure(RealmBuilder realm) {
        realm.clientScopes(
                Stream.concat(BuiltInScopes.all(), ALL_SCOPES.stream().map(DemoRealm::scope))
                        .toArray(ClientScopeRepresentation[]::new));
        api(realm, CONTACTS_API, CONTACTS);
        api(realm, TIMESHEETS_API, TIMESHEETS);
        api(realm, EVENTS_API, EVENTS);
        DemoPeople.configure(realm);
        applications(realm);
        return realm.requiredActions(requiredActions(Map.of()));
    }

    /**
     * A realm file with required actions gets those and no others, so Keycloak's usual ones stand beside the switch.
     *
     * @param config the switch's config
     */
    public static RequiredActionProviderRepresentation[] requiredActions(Map<String, String> config) {
        RequiredActionProviderRepresentation theSwitch =
                requiredAction(PermissionScopes.REQUIRED_ACTION_ID, PermissionScopes.DISPLAY_NAME);
        theSwitch.setConfig(new LinkedHashMap<>(config));
        return new RequiredActionProviderRepresentation[] {
            requiredAction("UPDATE_PASSWORD", "Update Password"),
            requiredAction("UPDATE_PROFILE", "Update Profile"),
            requiredAction("VERIFY_EMAIL", "Verify Email"),
            requiredAction("CONFIGURE_TOTP", "Configure OTP"),
            theSwitch
        };
    }

    private static RequiredActionProviderRepresentation requiredAction(String id, String name) {
        RequiredActionProviderRepresentation action = new RequiredActionProviderRepresentation();
        action.setAlias(id);
        action.setProviderId(id);
        action.setName(name);
        action.setEnabled(true);
        action.setDefaultAction(false);
        return action;
    }

    private static void api(RealmBuilder realm, String clientId, List<String> permissions) {
        realm.clients(ClientBuilder.create(clientId)
                .bearerOnly(true)
                .attribute("resource_url", "https://" + clientId + ".example"));
        realm.clientRoles(
                clientId, permissions.stream().map(RoleBuilder::create).toArray(RoleBuilder[]::new));
        for (String permission : permissions) {
            realm.addClientScopeClientRoleMapping(clientId, permission, permission);
        }
    }

    public static UserBuilder user(String name) {
        return UserBuilder.create(name)
                .enabled(true)
                .name(Character.toUpperCase(name.charAt(0)) + name.substring(1), "Demo")
                .email(name + "@demo.example")
                .emailVerified(true)
                .realmRoles("offline_access")
                .password(PASSWORD);
    }

    private static void applications(RealmBuilder realm) {
        realm.clients(
                application(CONTACTS_APP, CONTACTS),
                application(TIMESHEETS_APP, TIMESHEETS),
                application(EVENTS_APP, EVENTS),
                application(CONSENT_APP, ALL_SCOPES).consentRequired(true).directAccessGrantsEnabled(false),
                ClientBuilder.create(SERVICE)
                        .secret(SECRET)
                        .serviceAccountsEnabled(true)
                        .fullScopeEnabled(false)
                        .defaultClientScopes(DEFAULT_SCOPES.toArray(String[]::new))
                        .optionalClientScopes(TIMESHEETS.toArray(String[]::new)));
    }

    public static ClientBuilder application(String clientId, List<String> scopes) {
        return ClientBuilder.create(clientId)
                .publicClient(true)
                .redirectUris(REDIRECT_URI)
                .directAccessGrantsEnabled(true)
                .fullScopeEnabled(false)
                .defaultClientScopes(DEFAULT_SCOPES.toArray(String[]::new))
                .optionalClientScopes(Stream.concat(scopes.stream(), Stream.of("offline_access"))
                        .toArray(String[]::new));
    }

    private static ClientScopeRepresentation scope(String name) {
        ClientScopeRepresentation scope = clientScope(name);
        scope.setDescription(description(name));
        scope.getAttributes().put("display.on.consent.screen", "true");
        scope.getAttributes().put("consent.screen.text", scope.getDescription());
        return scope;
    }

    /** @return what the consent page says of this API scope */
    public static String description(String scope) {
        String[] words = scope.split(":");
        return Character.toUpperCase(words[0].charAt(0)) + words[0].substring(1) + " your " + words[1];
    }

    public static ClientScopeRepresentation clientScope(String name, ProtocolMapperRepresentation... mappers) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(new LinkedHashMap<>());
        scope.setProtocolMappers(Arrays.asList(mappers));
        return scope;
    }

    public static ProtocolMapperRepresentation mapper(String name, String type, Map<String, String> config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        Map<String, String> complete = new LinkedHashMap<>(Map.of(
                "jsonType.label", "String",
                "id.token.claim", "true",
                "access.token.claim", "true",
                "userinfo.token.claim", "true",
                "introspection.token.claim", "true"));
        complete.putAll(config);
        mapper.setConfig(complete);
        return mapper;
    }
}
