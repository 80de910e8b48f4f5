/**
 * The data of the pages that users see in a login. The templates are in {@code theme-resources}, for every login theme,
 * and in the theme {@code permission-scopes}.
 */
@NullMarked
package io.github.permissionscopes.pages;

import org.jspecify.annotations.NullMarked;
