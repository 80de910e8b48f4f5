package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.Asking;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.Set;

/**
 * Who gets one scope, which need not be one of the test realms'.
 *
 * @param asking for it
 */
public record OneScope(Asking asking, String name) {

    public OneScope(OAuthClient client, String name) {
        this(client.asking("openid " + name), name);
    }

    public void assertGranted(String... users) {
        for (String user : users) {
            assertThat(grantedTo(user)).as("scope of %s", user).contains(name);
        }
    }

    public void assertRefused(String... users) {
        for (String user : users) {
            assertThat(grantedTo(user)).as("scope of %s", user).doesNotContain(name);
        }
    }

    private Set<String> grantedTo(String user) {
        TokenAnswer answer = asking.as(user).byPassword();
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        return answer.scope();
    }
}
