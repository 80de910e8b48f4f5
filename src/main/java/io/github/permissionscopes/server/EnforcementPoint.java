package io.github.permissionscopes.server;

/**
 * A moment at which the product acts, if the server asks it.
 *
 * @param kind {@code grant_type}, {@code client_policies}, {@code login_protocol}, {@code guard} or {@code
 *     required_action}
 * @param id of the provider
 * @param live whether the server asks the product
 * @param provider the class that the server asks
 */
public record EnforcementPoint(String kind, String id, boolean live, String provider) {}
