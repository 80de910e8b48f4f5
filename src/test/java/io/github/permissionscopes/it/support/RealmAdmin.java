package io.github.permissionscopes.it.support;

import io.github.permissionscopes.config.PermissionScopes;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RequiredActionConfigRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.idm.oid4vc.UserVerifiableCredentialRepresentation;

/** What an administrator does in the console, by its REST API. */
public final class RealmAdmin {

    private final RealmResource realm;

    public RealmAdmin(RealmResource realm) {
        this.realm = realm;
    }

    public RequiredActionProviderRepresentation theSwitch() {
        return realm.flows().getRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
    }

    public void turnSwitch(boolean on) {
        RequiredActionProviderRepresentation action = theSwitch();
        action.setEnabled(on);
        realm.flows().updateRequiredAction(PermissionScopes.REQUIRED_ACTION_ID, action);
    }

    /** Of the switch among the realm's required actions: the lowest is asked first. */
    public void setPriority(int priority) {
        RequiredActionProviderRepresentation action = theSwitch();
        action.setPriority(priority);
        realm.flows().updateRequiredAction(PermissionScopes.REQUIRED_ACTION_ID, action);
    }

    /** Replaces the switch's config; an empty one means the defaults. */
    public void configure(Map<String, String> config) {
        RequiredActionConfigRepresentation representation = new RequiredActionConfigRepresentation();
        representation.setConfig(config);
        realm.flows().updateRequiredActionConfig(PermissionScopes.REQUIRED_ACTION_ID, representation);
    }

    public void give(String username, String api, String permission) {
        permissions(username, api).add(List.of(permission(api, permission)));
    }

    public void take(String username, String api, String permission) {
        permissions(username, api).remove(List.of(permission(api, permission)));
    }

    public void createOrganization(String alias, String... members) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName(alias);
        organization.setAlias(alias);
        organization.addDomain(new OrganizationDomainRepresentation(alias + ".example"));
        try (Response created = realm.organizations().create(organization)) {
            var resource = realm.organizations().get(CreatedResponseUtil.getCreatedId(created));
            for (String member : members) {
                resource.members()
                        .addMember(user(member).toRepresentation().getId())
                        .close();
            }
        }
    }

    /** Lets the user have a verifiable credential. */
    public void giveCredential(String username, String scope) {
        UserVerifiableCredentialRepresentation credential = new UserVerifiableCredentialRepresentation();
        credential.setCredentialScopeName(scope);
        user(username).verifiableCredentials().createCredential(credential);
    }

    /** @return the names of the scopes that the user has consented to; empty if there is no consent */
    public Set<String> storedConsent(String username, String clientId) {
        return user(username).getConsents().stream()
                .filter(consent -> clientId.equals(consent.get("clientId")))
                .flatMap(consent -> ((Collection<?>) consent.get("grantedClientScopes")).stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    public void requireAction(String username, String action) {
        UserRepresentation user = user(username).toRepresentation();
        user.setRequiredActions(List.of(action));
        user(username).update(user);
    }

    public UserResource user(String username) {
        return realm.users()
                .get(realm.users().searchByUsername(username, true).get(0).getId());
    }

    public ClientResource client(String clientId) {
        return realm.clients()
                .get(realm.clients().findByClientId(clientId).get(0).getId());
    }

    public RoleRepresentation permission(String api, String name) {
        return client(api).roles().get(name).toRepresentation();
    }

    public ClientScopeRepresentation scope(String name) {
        return realm.clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public void setScopeAttribute(String scope, String key, String value) {
        ClientScopeRepresentation representation = scope(scope);
        representation.getAttributes().put(key, value);
        realm.clientScopes().get(representation.getId()).update(representation);
    }

    public void setClientAttribute(String clientId, String key, String value) {
        var representation = client(clientId).toRepresentation();
        representation.getAttributes().put(key, value);
        client(clientId).update(representation);
    }

    public void setRealmAttribute(String key, String value) {
        var representation = realm.toRepresentation();
        representation.getAttributes().put(key, value);
        realm.update(representation);
    }

    public void renameClient(String clientId, String newId) {
        ClientResource client = client(clientId);
        var representation = client.toRepresentation();
        representation.setClientId(newId);
        client.update(representation);
    }

    /** Gives the client our mapper, with this config and nothing else in it. */
    public void addMapper(String clientId, Map<String, String> config) {
        try (Response created = createMapper(clientId, config)) {
            if (created.getStatus() != Response.Status.CREATED.getStatusCode()) {
                throw new IllegalStateException("The mapper was answered with " + created.readEntity(String.class));
            }
        }
    }

    public Response createMapper(String clientId, Map<String, String> config) {
        return client(clientId).getProtocolMappers().createMapper(mapper(config));
    }

    /** @return the mapper as a realm file has it */
    public static ProtocolMapperRepresentation mapper(Map<String, String> config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(PermissionScopes.DISPLAY_NAME);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(PermissionScopes.MAPPER_ID);
        mapper.setConfig(new LinkedHashMap<>(config));
        return mapper;
    }

    /** Takes our mapper away from the client, if it has it. */
    public void removeMapper(String clientId) {
        ProtocolMappersResource mappers = client(clientId).getProtocolMappers();
        mappers.getMappers().stream()
                .filter(mapper -> mapper.getProtocolMapper().equals(PermissionScopes.MAPPER_ID))
                .forEach(mapper -> mappers.delete(mapper.getId()));
    }

    public void setFullScope(String clientId, boolean allowed) {
        var representation = client(clientId).toRepresentation();
        representation.setFullScopeAllowed(allowed);
        client(clientId).update(representation);
    }

    /** Gives the client a flow of its own; an empty flow id takes it away. */
    public void overrideFlow(String clientId, String binding, String flowId) {
        var representation = client(clientId).toRepresentation();
        representation.setAuthenticationFlowBindingOverrides(Map.of(binding, flowId));
        client(clientId).update(representation);
    }

    /** Creates a client scope with the traces of {@link TestRealm}, optional at the client, without role mapping. */
    public String createScope(String name, String clientId, Map<String, String> attributes) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(new LinkedHashMap<>(Map.of("include.in.token.scope", "true")));
        scope.getAttributes().putAll(attributes);
        scope.setProtocolMappers(TestRealm.traces(name));
        realm.clientScopes().create(scope).close();
        String id = scope(name).getId();
        client(clientId).addOptionalClientScope(id);
        return id;
    }

    public void deleteScope(String name) {
        realm.clientScopes().get(scope(name).getId()).remove();
    }

    public void createPermission(String api, String name) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(name);
        client(api).roles().create(role);
    }

    /** Makes the role a composite of others of the same client. */
    public void compose(String api, String role, String... parts) {
        client(api)
                .roles()
                .get(role)
                .addComposites(
                        Arrays.stream(parts).map(part -> permission(api, part)).toList());
    }

    public void map(String scope, String api, String permission) {
        mappings(scope, api).add(List.of(permission(api, permission)));
    }

    public void mapRealmRole(String scope, String role) {
        realm.clientScopes()
                .get(scope(scope).getId())
                .getScopeMappings()
                .realmLevel()
                .add(List.of(realm.roles().get(role).toRepresentation()));
    }

    public void unmap(String scope, String api, String permission) {
        mappings(scope, api).remove(List.of(permission(api, permission)));
    }

    /**
     * A flow of required steps.
     *
     * @param config of the last step; empty for none
     * @return the flow's alias
     */
    public String createFlow(String alias, Map<String, String> config, String... providers) {
        AuthenticationFlowRepresentation flow = new AuthenticationFlowRepresentation();
        flow.setAlias(alias);
        flow.setProviderId("basic-flow");
        flow.setTopLevel(true);
        flow.setBuiltIn(false);
        realm.flows().createFlow(flow).close();
        for (String provider : providers) {
            realm.flows().addExecution(alias, Map.of("provider", provider));
        }
        String last = null;
        for (AuthenticationExecutionInfoRepresentation step : realm.flows().getExecutions(alias)) {
            step.setRequirement("REQUIRED");
            realm.flows().updateExecutions(alias, step);
            last = step.getId();
        }
        if (!config.isEmpty()) {
            AuthenticatorConfigRepresentation representation = new AuthenticatorConfigRepresentation();
            representation.setAlias(alias);
            representation.setConfig(config);
            realm.flows().newExecutionConfig(last, representation).close();
        }
        return alias;
    }

    /**
     * @param parent id of the group above; null for none
     * @return the new group's id
     */
    public String createGroup(String parent, String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        try (Response created = parent == null
                ? realm.groups().add(group)
                : realm.groups().group(parent).subGroup(group)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    /** @return the id of a group at the top */
    public String group(String name) {
        return realm.groups().groups(name, 0, 1).get(0).getId();
    }

    public void giveRole(String username, String realmRole) {
        user(username)
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get(realmRole).toRepresentation()));
    }

    public void giveGroup(String group, String realmRole) {
        realm.groups()
                .group(group)
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get(realmRole).toRepresentation()));
    }

    public void giveGroup(String group, String api, String permission) {
        realm.groups()
                .group(group)
                .roles()
                .clientLevel(client(api).toRepresentation().getId())
                .add(List.of(permission(api, permission)));
    }

    public void join(String username, String group) {
        user(username).joinGroup(group);
    }

    /** Makes the permission a part of what new users are given. */
    public void giveDefault(String api, String permission) {
        defaultRole().addComposites(List.of(permission(api, permission)));
    }

    public void takeDefault(String api, String permission) {
        defaultRole().deleteComposites(List.of(permission(api, permission)));
    }

    private RoleResource defaultRole() {
        return realm.roles().get(realm.toRepresentation().getDefaultRole().getName());
    }

    private RoleScopeResource mappings(String scope, String api) {
        return realm.clientScopes()
                .get(scope(scope).getId())
                .getScopeMappings()
                .clientLevel(client(api).toRepresentation().getId());
    }

    private RoleScopeResource permissions(String username, String api) {
        return user(username).roles().clientLevel(client(api).toRepresentation().getId());
    }
}
