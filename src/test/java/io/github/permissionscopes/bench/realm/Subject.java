package io.github.permissionscopes.bench.realm;

import java.util.List;

/**
 * A user, and the service account of an application, with as many roles.
 *
 * @param permissions of the APIs, beginning with the first
 * @param others realm roles that no scope requires
 * @param inGroups whether each permission comes from a group; otherwise all come from composite roles, five deep
 */
public record Subject(String name, int permissions, int others, boolean inGroups) {

    public static final Subject FEW = new Subject("few", 10, 0, false);
    public static final Subject SOME = new Subject("some", 200, 0, false);
    public static final Subject MANY = new Subject("many", 200, 1_800, false);
    public static final Subject IN_GROUPS = new Subject("groups", 200, 0, true);

    static final int LEVELS = 5;
    static final int MOST_OTHERS = MANY.others;

    /** Of whom as many permissions are asked as there are, and some are not held. */
    private static final List<Subject> OF_ALL = List.of(holding(50), holding(250), holding(500));

    static final List<Subject> BASIC = List.of(FEW, SOME, MANY);

    static List<Subject> all() {
        return List.of(FEW, SOME, MANY, IN_GROUPS, OF_ALL.get(0), OF_ALL.get(1), OF_ALL.get(2));
    }

    public static Subject holding(int permissions) {
        return new Subject("holds-" + permissions, permissions, 0, false);
    }

    public String user() {
        return "user-" + name;
    }

    /** @param level from 1; a role of one level contains that of the next */
    String role(int level) {
        return "job-" + name + "-" + level;
    }
}
