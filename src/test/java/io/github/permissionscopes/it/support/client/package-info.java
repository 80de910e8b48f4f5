/** What an application, a browser, a device or a wallet does: sends requests, and holds what was answered. */
package io.github.permissionscopes.it.support.client;
