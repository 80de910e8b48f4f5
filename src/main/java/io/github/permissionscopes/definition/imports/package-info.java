/**
 * Imports documents of other products and converts them into a bundle. Every part of a document that a bundle cannot
 * express becomes a remark; nothing is dropped silently. Plain values; no Keycloak type, no network.
 */
@NullMarked
package io.github.permissionscopes.definition.imports;

import org.jspecify.annotations.NullMarked;
