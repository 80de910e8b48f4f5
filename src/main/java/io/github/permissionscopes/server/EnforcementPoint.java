package io.github.permissionscopes.server;

/**
 * An enforcement point of the product on this server.
 *
 * @param kind {@code grant_type}, {@code client_policies}, {@code login_protocol}, {@code guard} or
 *     {@code required_action}
 * @param id of the provider
 * @param live whether the server calls the product there
 * @param provider the class that the server calls
 */
public record EnforcementPoint(String kind, String id, boolean live, String provider) {}
