package io.github.permissionscopes.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Users of all grants, who come at a fixed rate. Each goes from one node to the other and back, and ends the session.
 * Every token is written down with the times between which it was asked for and answered.
 */
public final class AllGrants extends Simulation {

    private static final String[] NODES = System.getProperty("load.nodes").split(",");
    private static final int USERS = Integer.getInteger("load.users");
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("load.seconds"));

    private static final ChainBuilder START = exec(AllGrants::newUser);

    {
        setUp(
                        at(2, "password", START.exec(Grants.byPassword()).exec(theOthers())),
                        at(2, "code", START.exec(Logins.byCode()).exec(theOthers())),
                        at(1, "implicit", START.exec(Logins.byRedirect())),
                        at(
                                0.5,
                                "device",
                                START.exec(oneOfHalf(0)).exec(Logins.byDevice()).exec(Uses.logout())),
                        at(
                                0.5,
                                "ciba",
                                START.exec(oneOfHalf(1))
                                        .exec(Grants.byBackchannel())
                                        .exec(Uses.logout())),
                        at(1, "assertion", START.exec(Grants.byAssertion())),
                        at(4, "client credentials", START.exec(Grants.byClientCredentials())))
                .protocols(http.disableFollowRedirect()
                        .disableCaching()
                        .disableAutoReferer()
                        .disableAutoOrigin()
                        .shareConnections())
                .assertions(global().failedRequests().count().is(0L));
    }

    private static ChainBuilder theOthers() {
        return exec(Grants.refresh())
                .exec(Grants.exchange())
                .exec(Grants.ticket())
                .exec(Uses.introspect())
                .exec(Uses.userinfo())
                .exec(Grants.refresh())
                .exec(Uses.logout());
    }

    private static PopulationBuilder at(double perSecond, String name, ChainBuilder steps) {
        return scenario(name)
                .exec(steps)
                .injectOpen(constantUsersPerSec(perSecond).during(TIME));
    }

    private static Session newUser(Session session) {
        int first = ThreadLocalRandom.current().nextInt(NODES.length);
        return session.setAll(Map.of(
                "user", "user-" + ThreadLocalRandom.current().nextInt(USERS),
                "here", NODES[first],
                "there", NODES[(first + 1) % NODES.length]));
    }

    /**
     * In turn: these grants write the user's consent, and Keycloak answers 409 to one of two that do so at once.
     *
     * @param half 0 for the users with even numbers, 1 for the others
     */
    private static Function<Session, Session> oneOfHalf(int half) {
        AtomicInteger turn = new AtomicInteger();
        return session -> session.set("user", "user-" + (2 * turn.getAndIncrement() + half) % USERS);
    }

    @Override
    public void after() {
        TokenLog.close();
    }
}
