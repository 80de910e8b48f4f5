package io.github.permissionscopes.fake;

import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.tracing.TracingProvider;

/** The events that a listener of the server is told of. */
final class FakeEvents {

    private final List<Event> written = new ArrayList<>();

    List<Event> written() {
        return written;
    }

    Stream<ProviderFactory<?>> factories(Class<?> type) {
        return type == EventListenerProvider.class
                ? Stream.of(Fake.of(EventListenerProviderFactory.class)
                        .with("getId", "listener")
                        .with("isGlobal", true)
                        .make())
                : Stream.empty();
    }

    EventListenerProvider listener() {
        return Fake.of(EventListenerProvider.class)
                .on("onEvent", arguments -> written.add(((Event) arguments[0]).clone()))
                .make();
    }

    static TracingProvider tracing() {
        return Fake.of(TracingProvider.class)
                .with("getCurrentSpan", Span.getInvalid())
                .make();
    }
}
