package io.github.permissionscopes.refusalreport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One scope that was refused at one client; or one name of an API, in {@code resource} or {@code audience}.
 *
 * @param client its client ID
 * @param scope null for a resource
 * @param resource what the client has sent; null for a scope
 * @param reasons their codes, sorted
 * @param mode {@code report}: it would have been refused. {@code enforce}: it was
 * @param subjects how many users, service accounts among them
 * @param events in how many events. A login has several: its own, and that of the code's exchange
 * @param lastSeen when the last of them was written
 */
public record RefusalRow(
        String client,
        @Nullable String scope,
        @Nullable String resource,
        List<String> reasons,
        String mode,
        int subjects,
        long events,
        String lastSeen) {

    public RefusalRow {
        reasons = List.copyOf(reasons);
    }
}
