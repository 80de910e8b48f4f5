package io.github.permissionscopes.server;

/**
 * Marks the product's own factories at its enforcement points. {@link EnforcementPoints} thereby recognizes whether the
 * server calls the product, whatever package the class is in.
 */
public interface EnforcementPointFactory {}
