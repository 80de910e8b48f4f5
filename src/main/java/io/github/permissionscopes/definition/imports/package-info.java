/**
 * Documents of other products, turned into a bundle. What a bundle cannot say is listed in a remark: nothing of the
 * document is dropped in silence. Plain values; no Keycloak type, no network.
 */
@NullMarked
package io.github.permissionscopes.definition.imports;

import org.jspecify.annotations.NullMarked;
