/** Requests for tokens, their cases, and how they are measured. */
@NullMarked
package io.github.permissionscopes.bench.tokens;

import org.jspecify.annotations.NullMarked;
