package io.github.permissionscopes.it.support.admin;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;

/** Builds a login flow, step by step, as an administrator does in the console. */
public final class FlowAdmin {

    private final AuthenticationManagementResource flows;
    private final Undo undo;

    /** Nothing is undone. */
    public FlowAdmin(RealmResource realm) {
        this(realm, Undo.never());
    }

    FlowAdmin(RealmResource realm, Undo undo) {
        this.flows = realm.flows();
        this.undo = undo;
    }

    /** @return the new flow's id */
    public String create(String alias) {
        AuthenticationFlowRepresentation flow = new AuthenticationFlowRepresentation();
        flow.setAlias(alias);
        flow.setProviderId("basic-flow");
        flow.setTopLevel(true);
        flow.setBuiltIn(false);
        flows.createFlow(flow).close();
        String id = id(alias);
        undo.before("flow " + id, () -> () -> delete(id));
        return id;
    }

    /** A copy of another flow. */
    public void copy(String alias, String copied) {
        flows.copy(copied, Map.of("newName", alias)).close();
        String id = id(alias);
        undo.before("flow " + id, () -> () -> delete(id));
    }

    /**
     * A flow of required steps.
     *
     * @param config of the last step; empty for none
     * @return the flow's alias
     */
    public String createSteps(String alias, Map<String, String> config, String... authenticators) {
        create(alias);
        for (int i = 0; i < authenticators.length; i++) {
            step(alias, authenticators[i], "REQUIRED", i == authenticators.length - 1 ? config : Map.of());
        }
        return alias;
    }

    public String id(String alias) {
        return flows.getFlows().stream()
                .filter(flow -> flow.getAlias().equals(alias))
                .findFirst()
                .orElseThrow()
                .getId();
    }

    public void delete(String id) {
        flows.deleteFlow(id);
    }

    public void subFlow(String parent, String alias, String requirement) {
        flows.addExecutionFlow(parent, Map.of("alias", alias, "type", "basic-flow", "provider", "", "description", ""));
        require(parent, requirement);
    }

    /** @param config of the step; empty for none */
    public void step(String flow, String authenticator, String requirement, Map<String, String> config) {
        flows.addExecution(flow, Map.of("provider", authenticator));
        AuthenticationExecutionInfoRepresentation step = require(flow, requirement);
        if (!config.isEmpty()) {
            AuthenticatorConfigRepresentation representation = new AuthenticatorConfigRepresentation();
            representation.setAlias(flow + "-" + authenticator);
            representation.setConfig(config);
            try (Response created = flows.newExecutionConfig(step.getId(), representation)) {
                if (created.getStatus() != Response.Status.CREATED.getStatusCode()) {
                    throw new IllegalStateException("The config was answered with " + created.readEntity(String.class));
                }
            }
        }
    }

    /** Of what was added last. */
    private AuthenticationExecutionInfoRepresentation require(String flow, String requirement) {
        List<AuthenticationExecutionInfoRepresentation> steps = flows.getExecutions(flow).stream()
                .filter(step -> step.getLevel() == 0)
                .toList();
        AuthenticationExecutionInfoRepresentation last = steps.get(steps.size() - 1);
        last.setRequirement(requirement);
        flows.updateExecutions(flow, last);
        return last;
    }
}
