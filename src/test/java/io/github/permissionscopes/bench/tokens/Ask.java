package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.realm.Subject;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many scopes a request names.
 *
 * @param permitted how many of them the subject may have: at least one, if it names any
 */
record Ask(int asked, int permitted) {

    static final Ask NOTHING = new Ask(0, 0);

    /** @param percent of the scopes that the subject may have */
    static Ask of(int asked, int percent) {
        return new Ask(asked, Math.max(1, asked * percent / 100));
    }

    /** @return first those that the subject holds the permissions of, then others */
    List<String> scopes(Subject subject, IntFunction<String> name) {
        int held = subject.permissions();
        return Stream.concat(
                        IntStream.range(0, permitted).mapToObj(name),
                        IntStream.range(held, held + asked - permitted).mapToObj(name))
                .toList();
    }

    /** @return one of whom this can be asked: with 200 roles, unless the request names all 500 scopes of the client */
    Subject subject() {
        return asked < 500 ? Subject.SOME : Subject.holding(permitted);
    }
}
