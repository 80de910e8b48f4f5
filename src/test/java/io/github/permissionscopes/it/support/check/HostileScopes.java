package io.github.permissionscopes.it.support.check;

import io.github.permissionscopes.it.support.check.HostileRequest.Place;
import io.github.permissionscopes.it.support.realm.HostileRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Generates what a client may write into {@code scope}. About half of it is correct: an error alone would show nothing.
 */
public final class HostileScopes {

    private static final int GENERATOR_SIZE = 1000;
    private static final int MANY = 5_000;

    /** What Keycloak takes as one parameter is no longer than 4,000 characters. */
    private static final int NEARLY_TOO_MANY = 240;

    private static final List<String> PROTECTED = Stream.concat(
                    HostileRealm.PERMITTED.stream(), HostileRealm.REFUSED.stream())
            .sorted()
            .toList();

    private HostileScopes() {}

    /** @return those that the seed makes, and a few that are very long */
    static List<HostileRequest> requests(long seed, int count) {
        List<HostileRequest> requests = new ArrayList<>(generate(request(), seed, count));
        Stream.of(
                        HostileRealm.EVERYTHING + " delete:contacts".repeat(NEARLY_TOO_MANY),
                        "delete:contacts ".repeat(MANY).strip(),
                        (HostileRealm.EVERYTHING + " ").repeat(MANY / 5),
                        IntStream.range(0, MANY).mapToObj(i -> "s" + i).collect(Collectors.joining(" ")))
                .map(HostileRequest::plain)
                .forEach(requests::add);
        return requests;
    }

    /** @return always the same for a seed */
    public static <T> List<T> generate(Arbitrary<T> arbitrary, long seed, int count) {
        List<T> values = new ArrayList<>();
        // jqwik's own engine cannot run these tests: the server is started by an extension of Jupiter.
        JqwikSession.run(() -> {
            RandomGenerator<T> generator = arbitrary.generator(GENERATOR_SIZE, false);
            Random random = new Random(seed);
            for (int i = 0; i < count; i++) {
                values.add(generator.next(random).value());
            }
        });
        return values;
    }

    private static Arbitrary<HostileRequest> request() {
        Arbitrary<Place> places = Arbitraries.frequency(
                Tuple.of(12, Place.BODY),
                Tuple.of(1, Place.QUERY),
                Tuple.of(1, Place.BODY_AND_QUERY),
                Tuple.of(1, Place.TWICE),
                Tuple.of(1, Place.OTHERS_TWICE));
        return Combinators.combine(scope(), scope(), places).as(HostileRequest::new);
    }

    private static Arbitrary<String> scope() {
        return Arbitraries.frequencyOf(Tuple.of(1, correct()), Tuple.of(1, strange()), Tuple.of(1, nearlyCorrect()));
    }

    /** Every name is the client's, some of them come twice. */
    private static Arbitrary<String> correct() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(PROTECTED)), Tuple.of(1, unprotected()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(names -> String.join(" ", names));
    }

    /** One thing is wrong with it; to Keycloak perhaps nothing is, which takes control characters out. */
    private static Arbitrary<String> nearlyCorrect() {
        return Combinators.combine(correct(), separators(), variants())
                .as((correct, separator, variant) -> correct + separator + variant);
    }

    private static Arbitrary<String> strange() {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(PROTECTED)),
                Tuple.of(1, unprotected()),
                Tuple.of(3, variants()),
                Tuple.of(1, Arbitraries.of("no:such:scope", "", ":", "*", "\"")));
        return Combinators.combine(names, separators())
                .as((name, separator) -> name + separator)
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> unprotected() {
        return Arbitraries.of("openid", "profile", "email", "basic", "roles", "offline_access");
    }

    private static Arbitrary<String> separators() {
        return Arbitraries.of(" ", " ", " ", " ", "  ", "\t", "\n", "\r\n", "\0", "\u00a0", "\u3000", "+", ",", "%20");
    }

    /** Names that look like a protected one, or that a careless comparison takes for it. */
    private static Arbitrary<String> variants() {
        Arbitrary<String> characters =
                Arbitraries.of("\0", "\t", "\u200b", "\u0301", "\ufeff", "1", ":", "/", "*", "'");
        return Combinators.combine(
                        Arbitraries.of(PROTECTED),
                        characters,
                        Arbitraries.integers().between(0, 13))
                .as(HostileScopes::variant);
    }

    private static String variant(String name, String character, int kind) {
        return switch (kind) {
            case 0 -> name.toUpperCase();
            case 1 -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
            case 2 -> name.replace('a', '\u0430');
            case 3 -> name.replace('e', '\u0435');
            case 4 -> name.replace('o', '\u043e');
            case 5 -> name.replace(':', '\uff1a');
            case 6 -> name.replace(":", "%3A");
            case 7 -> name.replace(":", "%253A");
            case 8 -> name.replace(":", ":" + character);
            case 9 -> name + ":" + character;
            case 10 -> name + ":value:" + name;
            case 11 -> character + name;
            case 12 -> name.substring(0, 3) + character + name.substring(3);
            default -> name + character;
        };
    }
}
