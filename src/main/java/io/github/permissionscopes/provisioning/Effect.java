package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gains or loses a scope.
 *
 * @param gains who may have it afterwards and may not now; null for nobody
 * @param loses who may have it now and may not afterwards; null for nobody
 * @param everybodyElseLoses true where everybody may have it now, since nothing protects it: who keeps it stands in
 *     {@code keeps}; else null
 * @param keeps who may have it afterwards, where everybody may now; null for nobody
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Effect(
        String scope,
        @Nullable Subjects gains,
        @Nullable Subjects loses,
        @Nullable Boolean everybodyElseLoses,
        @Nullable Subjects keeps) {

    /** @return that those gain and lose it; null for nobody */
    static Effect of(String scope, @Nullable Subjects gains, @Nullable Subjects loses) {
        return new Effect(scope, gains, loses, null, null);
    }

    /** @return that it is closed, and who keeps it */
    static Effect closing(String scope, @Nullable Subjects keeps) {
        return new Effect(scope, null, null, true, keeps);
    }

    boolean isAny() {
        return gains != null || loses != null || everybodyElseLoses != null;
    }

    /** How many are named. */
    public static final int MOST_NAMED = 20;

    /**
     * Users and service accounts.
     *
     * @param userIds of the first {@value Effect#MOST_NAMED} by id
     * @param users the same with their names
     */
    public record Subjects(int count, List<String> userIds, List<User> users) {}

    /** One of them. */
    public record User(String id, String username) {}
}
