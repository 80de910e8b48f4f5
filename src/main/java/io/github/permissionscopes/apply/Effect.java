package io.github.permissionscopes.apply;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Who gains or loses a scope.
 *
 * @param gains who may have it afterwards and may not now; null for nobody
 * @param loses who may have it now and may not afterwards; null for nobody
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Effect(String scope, Subjects gains, Subjects loses) {

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
