package io.github.permissionscopes.provisioning;

/** What makes a change of the draft in Keycloak. */
@FunctionalInterface
interface Action {

    void run(Target target);
}
