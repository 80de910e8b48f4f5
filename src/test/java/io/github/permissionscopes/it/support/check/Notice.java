package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.Browser.Page;
import java.util.Map;

/** The page before consent that says what is refused, in a realm with Keycloak's own login theme. */
public final class Notice {

    private static final String TITLE = "Some access is not granted";

    private Notice() {}

    public static Page accept(Page notice) {
        return notice.submit(Map.of("accept", "true"));
    }

    public static Page cancel(Page notice) {
        return notice.submit(Map.of("cancel", "true"));
    }

    /** @param texts of all scopes that are listed */
    public static void assertNotice(Page page, String... texts) {
        assertThat(page.title()).as(page.text()).isEqualTo(TITLE);
        assertThat(page.document().select("#permission-scopes-notice li").eachText())
                .containsExactlyInAnyOrder(texts);
    }

    public static void assertNoNotice(Page page) {
        assertThat(page.title()).as(page.text()).isNotEqualTo(TITLE);
    }

    /** To the application, or to Keycloak's consent page. */
    public static void assertGoesOn(Page page) {
        assertThat(page.parameter("code") != null || asksForConsent(page))
                .as("%s %s", page.uri(), page.document().text())
                .isTrue();
    }

    public static boolean asksForConsent(Page page) {
        return page.document().selectFirst("#kc-oauth") != null;
    }
}
