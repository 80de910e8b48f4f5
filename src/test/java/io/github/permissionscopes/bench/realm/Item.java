package io.github.permissionscopes.bench.realm;

import java.util.stream.IntStream;

/** The scopes and permissions of the APIs, by number: an API has 500. */
public final class Item {

    static final int OF_API = 500;

    private Item() {}

    /** @return the name of a scope, and of the permission that it requires */
    public static String name(int number) {
        return "read:item-" + number;
    }

    public static String[] names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Item::name).toArray(String[]::new);
    }

    /** @return the client ID of the number's API */
    public static String api(int number) {
        return "api-" + number / OF_API;
    }
}
