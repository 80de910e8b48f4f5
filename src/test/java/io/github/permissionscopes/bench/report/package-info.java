/** The tables, the chart and the document. */
@NullMarked
package io.github.permissionscopes.bench.report;

import org.jspecify.annotations.NullMarked;
