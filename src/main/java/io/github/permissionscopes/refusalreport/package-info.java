/**
 * A report of what enforcement would refuse, or has refused: summed up from the login events that a realm has stored.
 */
@NullMarked
package io.github.permissionscopes.refusalreport;

import org.jspecify.annotations.NullMarked;
