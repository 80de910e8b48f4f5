package io.github.permissionscopes.bench.administration;

import io.github.permissionscopes.bench.administration.Calls.Call;
import io.github.permissionscopes.bench.administration.Growth.Expected;
import io.github.permissionscopes.bench.server.Probe;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All calls that are measured. */
final class Measurements {

    private static final String NEW_API = "new-api";
    /** As many as a definition may have. */
    private static final int MOST_SCOPES = 1_000;

    private static final int SMALL_APIS = 40;
    private static final int SCOPES_OF_SMALL_API = 10;
    /** As many as a report reads. */
    private static final int MOST_EVENTS = 100_000;

    private final Calls calls;
    private final Probe memory;
    private final List<String> remarks = new ArrayList<>();

    Measurements(Calls calls, Probe memory) {
        this.calls = calls;
        this.memory = memory;
    }

    List<Growth> growth() {
        return calls.measured();
    }

    /** @return sentences for below the table */
    List<String> remarks() {
        return remarks;
    }

    void fill(LargeRealm realm, ManyRows rows) throws SQLException {
        for (int number = 0; number < realm.apis(); number++) {
            int api = number;
            calls.call(realm, (rest, same) -> rest.put("apis/" + LargeRealm.api(api), same.definition(api)));
        }
        calls.call(realm, (rest, same) -> rest.apply(same.bundleOfRoles()));
        rows.addUsers();
        rows.addEvents();
    }

    void run() throws IOException {
        definitions();
        bundles();
        questions();
        reports();
    }

    private void definitions() {
        Call create = (rest, realm) ->
                rest.put("apis/" + NEW_API, NewApis.definition(NEW_API, size(realm, MOST_SCOPES), "Text %d"));
        Call delete = (rest, realm) -> rest.delete("apis/" + NEW_API);
        calls.measure("`PUT apis`, 1,000 new scopes", Expected.LINEAR, create, "`DELETE apis`, 1,000 scopes", delete);
        calls.realms().forEach(realm -> calls.call(realm, create));
        calls.measure("`PUT apis`, the same 1,000 again", Expected.LINEAR, create);
        int[] text = {0};
        calls.measure("`PUT apis`, 1,000 descriptions changed", Expected.LINEAR, (rest, realm) -> {
            String description = "Text " + text[0]++ + " of %d";
            return rest.put("apis/" + NEW_API, NewApis.definition(NEW_API, size(realm, MOST_SCOPES), description));
        });
        calls.measure("`GET apis`, 1,000 scopes", Expected.LINEAR, (rest, realm) -> rest.get("apis/" + NEW_API));
        calls.realms().forEach(realm -> calls.call(realm, delete));
    }

    private void bundles() {
        bundle("1,000 scopes", 1, MOST_SCOPES, true);
        bundle("40 APIs of 10 scopes", SMALL_APIS, SCOPES_OF_SMALL_API, false);
        calls.measure(
                "`POST plan`, 50 permissions less in a role of 4,167 users",
                Expected.LINEAR,
                (rest, realm) -> rest.plan(realm.lessOfOneRole()));
        calls.measure(
                "`POST plan`, a permission less in the role of all 100,000 users",
                Expected.LINEAR,
                (rest, realm) -> rest.plan(realm.lessOfEveryone()));
    }

    /** @param isLarge whether the number of scopes is halved; otherwise, that of the APIs */
    private void bundle(String what, int apis, int scopes, boolean isLarge) {
        Call plan = (rest, realm) ->
                rest.plan(NewApis.bundle(isLarge ? apis : size(realm, apis), isLarge ? size(realm, scopes) : scopes));
        Call apply = (rest, realm) ->
                rest.apply(NewApis.bundle(isLarge ? apis : size(realm, apis), isLarge ? size(realm, scopes) : scopes));
        Call delete = (rest, realm) -> rest.apply(NewApis.deletion(isLarge ? apis : size(realm, apis)));
        calls.measure("`POST plan`, " + what, Expected.LINEAR, plan);
        Expected expected = isLarge ? Expected.LINEAR : Expected.FLUSHED;
        calls.measure("`POST apply`, " + what, expected, apply, "`POST apply`, deletion of " + what, delete);
    }

    private void questions() {
        calls.measure(
                "`GET status`, 10,000 client scopes and 2,400 client roles",
                Expected.LINEAR,
                (rest, realm) -> rest.get("status"));
        calls.measure(
                "`POST explain`, 1,000 scopes, half of them granted",
                Expected.SQUARE,
                (rest, realm) -> rest.post("explain", realm.question(LargeRealm.user(0))));
        calls.measure(
                "`POST explain`, 1,000 scopes, most refused",
                Expected.SQUARE,
                (rest, realm) -> rest.post("explain", realm.question(LargeRealm.user(1))));
        holders("the first 100 of 4,167", "permission-1", 0, Expected.NOT);
        holders("the first 100 of 100,000", "permission-0", 0, Expected.NOT);
        holders("100 in the middle of 100,000", "permission-0", 2, Expected.LINEAR);
        calls.measure("`GET users` of Keycloak itself, the first 100", Expected.NOT, (rest, realm) -> rest.ofKeycloak()
                .get("users?max=100"));
    }

    /** @param part how many times the skipped holders are in all users; 0 to skip none */
    private void holders(String what, String permission, int part, Expected expected) {
        calls.measure(
                "`GET holders`, " + what,
                expected,
                (rest, realm) -> rest.get("apis/" + LargeRealm.api(0) + "/permissions/" + permission + "/holders?first="
                        + (part == 0 ? 0 : realm.users() / part)));
    }

    private void reports() throws IOException {
        memory.forgetPeak();
        long before = memory.peak();
        calls.measure(
                "`GET report`, 100,000 refusals among 1,000,000 events",
                Expected.PAGED,
                (rest, realm) -> rest.get(
                        "report?since=PT" + ManyRows.secondsOf(realm, size(realm, MOST_EVENTS) * 95 / 100) + "S"));
        calls.measure(
                "`GET report`, 1,000,000 events, of which it reads the latest 100,000",
                Expected.NOT,
                (rest, realm) -> rest.get("report"));
        remarks.add(String.format(
                Locale.ROOT,
                "While the reports ran, what survived young collections was at most %,.0f MB, and %,.0f MB before.",
                memory.peak() / 1e6,
                before / 1e6));
    }

    private static int size(LargeRealm realm, int full) {
        return full * realm.apis() / LargeRealm.MOST_APIS;
    }
}
