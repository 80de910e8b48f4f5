package io.github.permissionscopes.bench.core;

import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.Occasion;
import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A client requests protected scopes. Each requires one role of one API, and the subject holds all of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decision {

    /** How many scopes are requested. */
    @Param({"1", "20", "200", "500"})
    public int scopes;

    private ScopeRequest request = ScopeRequest.unheld(ScopeList.EMPTY, Map.of(), Optional.empty(), Occasion.GRANT);

    @Setup
    public void ask() {
        List<String> names = new ArrayList<>();
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        Set<String> held = new HashSet<>();
        for (int number = 0; number < scopes; number++) {
            String name = "read:things-" + number;
            names.add(name);
            String role = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                    .toString();
            held.add(role);
            rules.put(name, List.of(rule(role)));
        }
        request = new ScopeRequest(new ScopeList(names), rules, held, Optional.empty(), 0);
    }

    private static ScopeRule rule(String role) {
        return new ScopeRule(
                Set.of(new Permission(role, Optional.of("things-api"))),
                Match.EACH_API,
                Set.of("things-api"),
                false,
                Refusal.STRIP,
                OptionalInt.empty(),
                false,
                Set.of());
    }

    /** From the request, whose rules and roles are read, to what happens with it. */
    @Benchmark
    public Ruling decide() {
        return Ruling.of(ScopePolicy.decide(request), Settings.DEFAULT, Refusal.STRIP);
    }
}
