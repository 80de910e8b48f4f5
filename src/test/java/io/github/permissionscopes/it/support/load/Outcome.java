package io.github.permissionscopes.it.support.load;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS;

import io.github.permissionscopes.it.support.load.Traffic.Token;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** The tokens of a run, held against what was permitted at their times. */
public final class Outcome {

    /** What is decided once, by one request: the others give no more than an earlier step of theirs. */
    private static final Set<String> DECIDED_ONCE = Set.of("assertion", "client credentials", "implicit", "password");

    private final List<Token> tokens;
    private final RoleChanges changes;

    Outcome(List<Token> tokens, RoleChanges changes) {
        this.tokens = tokens;
        this.changes = changes;
    }

    /** @return how often a role was given or taken */
    public int changes() {
        return changes.count();
    }

    public int tokens() {
        return tokens.size();
    }

    public Set<String> grants() {
        return tokens.stream().map(Token::grant).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return by grant, in how many tokens a scope was missing that the user had asked for */
    public Map<String, Long> narrowed() {
        return tokens.stream()
                .filter(token -> !token.scope().containsAll(CONTACTS))
                .collect(Collectors.groupingBy(Token::grant, TreeMap::new, Collectors.counting()));
    }

    /** @return by grant, how many tokens had all that the user had asked for */
    public Map<String, Long> whole() {
        return tokens.stream()
                .filter(token -> token.scope().containsAll(CONTACTS))
                .collect(Collectors.groupingBy(Token::grant, TreeMap::new, Collectors.counting()));
    }

    /**
     * @param bound until when a change may not count yet
     * @return tokens with a scope whose role was not held at any moment between request and answer
     */
    public List<String> leaks(Duration bound) {
        return contradictions((token, scope) -> token.scope().contains(scope)
                && !changes.of(token.user()).mayBeHeld(token.asked(), token.answered(), bound.toMillis()));
    }

    /**
     * @param bound until when a change may not count yet
     * @return of grants that one request decides: tokens without a scope whose role was held at every moment between
     *     request and answer
     */
    public List<String> losses(Duration bound) {
        return contradictions((token, scope) -> DECIDED_ONCE.contains(token.grant())
                && !token.scope().contains(scope)
                && !changes.of(token.user()).mayBeMissing(token.asked(), token.answered(), bound.toMillis()));
    }

    private List<String> contradictions(BiPredicate<Token, String> contradicts) {
        return tokens.stream()
                .filter(token -> CONTACTS.stream()
                        .anyMatch(scope -> RoleChanges.decides(token.user(), scope) && contradicts.test(token, scope)))
                .map(Token::toString)
                .toList();
    }
}
