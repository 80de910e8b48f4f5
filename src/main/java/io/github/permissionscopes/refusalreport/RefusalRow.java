package io.github.permissionscopes.refusalreport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One scope that was refused at one client, or one refused API name in {@code resource} or {@code audience}.
 *
 * @param client the client ID
 * @param scope null for a resource
 * @param resource the value that the client sent; null for a scope
 * @param reasons the codes of the reasons, sorted
 * @param mode {@code report} if it would have been refused; {@code enforce} if it was
 * @param subjects the number of users, including service accounts
 * @param events the number of events. A login has several: its own, and that of the code exchange
 * @param lastSeen when the last event was written
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
