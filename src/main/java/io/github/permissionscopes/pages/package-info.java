/**
 * What users see in a login: their templates are in {@code theme-resources}, for every login theme, and in the theme
 * {@code permission-scopes}. Here is what the templates get.
 */
@NullMarked
package io.github.permissionscopes.pages;

import org.jspecify.annotations.NullMarked;
