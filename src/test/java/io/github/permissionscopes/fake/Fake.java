package io.github.permissionscopes.fake;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fake of one of Keycloak's interfaces. It returns configured answers and fails at every other call, so that
 * unnecessary calls show.
 */
public final class Fake<T> {

    private final Class<T> type;
    private final Map<String, Function<Object[], Object>> answers = new HashMap<>();

    private Fake(Class<T> type) {
        this.type = type;
    }

    public static <T> Fake<T> of(Class<T> type) {
        return new Fake<>(type);
    }

    /** @param answer also for an overloaded method, whichever is called */
    public Fake<T> with(String method, Object answer) {
        return on(method, arguments -> answer);
    }

    public Fake<T> get(String method, Supplier<?> answer) {
        return on(method, arguments -> answer.get());
    }

    public Fake<T> on(String method, Function<Object[], Object> answer) {
        answers.put(method, answer);
        return this;
    }

    public T make() {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer != null) {
                        return answer.apply(arguments);
                    }
                    return switch (method.getName()) {
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "toString" -> "a " + type.getSimpleName();
                        default ->
                            throw new AssertionError(
                                    type.getSimpleName() + "." + method.getName() + " was not expected");
                    };
                }));
    }

    /** One that is as good as a lost database: whatever is asked of it fails as a server's does. */
    public static <T> T broken(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getId")) {
                        return "broken";
                    }
                    throw new IllegalStateException("the database is gone");
                }));
    }
}
