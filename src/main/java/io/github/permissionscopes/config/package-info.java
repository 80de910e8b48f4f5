/**
 * What administrators configure, and how it is written: the identifiers that realm files rely on, the settings of the
 * required action, of the mapper, of the authenticator and of the condition. Each is parsed to values, and checked
 * before it is stored.
 */
@NullMarked
package io.github.permissionscopes.config;

import org.jspecify.annotations.NullMarked;
