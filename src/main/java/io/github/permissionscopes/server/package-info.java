/** The running server: which parts of the product it calls, which optional features it has, and transactions in it. */
@NullMarked
package io.github.permissionscopes.server;

import org.jspecify.annotations.NullMarked;
