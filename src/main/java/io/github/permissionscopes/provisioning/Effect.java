package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a change on one scope: who gains it and who loses it.
 *
 * @param scope name of the scope
 * @param gains users who may have it afterwards but not now; null for nobody
 * @param loses users who may have it now but not afterwards; null for nobody
 * @param everybodyElseLoses true if the scope was not protected and everybody but those in {@code keeps} loses it; else
 *     null
 * @param keeps users who may still have it if {@code everybodyElseLoses}; null for nobody
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Effect(
        String scope,
        @Nullable Subjects gains,
        @Nullable Subjects loses,
        @Nullable Boolean everybodyElseLoses,
        @Nullable Subjects keeps) {

    /** @return the effect with these users; null for nobody */
    static Effect of(String scope, @Nullable Subjects gains, @Nullable Subjects loses) {
        return new Effect(scope, gains, loses, null, null);
    }

    /** @return the effect of protecting a scope that everybody could have */
    static Effect closing(String scope, @Nullable Subjects keeps) {
        return new Effect(scope, null, null, true, keeps);
    }

    boolean isAny() {
        return gains != null || loses != null || everybodyElseLoses != null;
    }

    /** The number of users that are listed by name. */
    public static final int MOST_NAMED = 20;

    /**
     * A set of users and service accounts.
     *
     * @param count size of the set
     * @param userIds ids of the first {@value Effect#MOST_NAMED}, sorted by id
     * @param users the same users with their names
     */
    public record Subjects(int count, List<String> userIds, List<User> users) {}

    /** A user or service account. */
    public record User(String id, String username) {}
}
