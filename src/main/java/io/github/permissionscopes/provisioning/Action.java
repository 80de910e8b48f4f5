package io.github.permissionscopes.provisioning;

/**
 * A write to Keycloak's model that carries out one change of the draft.
 *
 * <p>It throws a {@link ConflictException} if an object that the run has read is gone.
 */
@FunctionalInterface
interface Action {

    void run(Target target);
}
