package io.github.permissionscopes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.resource.Resolution.Effect;
import io.github.permissionscopes.telemetry.RefusedResource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTargetTest {

    private static final TargetApi CONTACTS = new TargetApi("contacts-api", "https://contacts.example", "1");
    private static final TargetApi EVENTS = new TargetApi("events-api", "events-api", "2");

    private final RequestTarget target = new RequestTarget();

    @Test
    void isOfNoApiBeforeOneIsNamed() {
        target.put(new Resolution.None());

        assertThat(target.api()).isEmpty();
        assertThat(target.reportOnly()).isEmpty();
        assertThat(target.refused()).isEmpty();
        assertThat(target.grant()).isEmpty();
    }

    @Test
    void narrowsTokens() {
        target.put(new Resolution.Found(CONTACTS, Effect.NARROWS));

        assertThat(target.api()).contains(CONTACTS);
        assertThat(target.reportOnly()).isEmpty();
    }

    @Test
    void leavesTokensWhereTheRealmOnlyReports() {
        target.put(new Resolution.Found(CONTACTS, Effect.FORESEEN));

        assertThat(target.api()).isEmpty();
        assertThat(target.reportOnly()).isEmpty();
    }

    @Test
    void leavesTokensWhereTheApiIsOnlyReportedOn() {
        target.put(new Resolution.Found(CONTACTS, Effect.REPORT_ONLY));

        assertThat(target.api()).isEmpty();
        assertThat(target.reportOnly()).contains(CONTACTS);
    }

    @Test
    void isOfTheLastOneThatIsNamed() {
        target.put(new Resolution.Found(CONTACTS, Effect.NARROWS));
        target.put(new Resolution.Found(EVENTS, Effect.NARROWS));
        target.put(new Resolution.None());

        assertThat(target.api()).contains(EVENTS);
    }

    @Test
    void keepsWhatWasRefused() {
        RefusedResource wrong = new RefusedResource(List.of("nobody"), Mode.ENFORCE, true);
        target.put(new Resolution.Refused(wrong, "unknown"));

        assertThat(target.refused()).contains(wrong);
        assertThat(target.api()).isEmpty();
    }

    @Test
    void isOfWhatItIsNarrowedTo() {
        target.narrowTo(EVENTS);
        target.ofGrant("1");

        assertThat(target.api()).contains(EVENTS);
        assertThat(target.grant()).contains("1");
    }

    @Test
    void knowsAnApiThatIsGone() {
        assertThat(TargetApi.unknown("gone").isKnown()).isFalse();
        assertThat(TargetApi.unknown("gone").id()).isEqualTo("gone");
        assertThat(EVENTS.isKnown()).isTrue();
    }
}
