package io.github.permissionscopes.server;

/**
 * Marks the product's own factories at its enforcement points. {@link EnforcementPoints} tells by it whether the server
 * asks the product there, wherever the class stands.
 */
public interface EnforcementPointFactory {}
