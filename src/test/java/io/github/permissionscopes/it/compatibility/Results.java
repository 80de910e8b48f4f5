package io.github.permissionscopes.it.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the tests found on one version, from the reports of its run.
 *
 * @param passed by test, as {@link Proofs#name}; a test with several arguments has passed if it has with all of them
 */
record Results(String version, String date, String commit, Map<String, Boolean> passed) {

    /** Written beside the reports by the script that runs the tests. */
    private static final String RUN = "run.properties";

    private static final String UNKNOWN = "unknown";

    /** @param reports of all versions; one that has none there has no results */
    static Results read(Path reports, String version) {
        Path directory = reports.resolve(version);
        Map<String, Boolean> passed = new HashMap<>();
        Properties run = new Properties();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(Results::isReport).toList()) {
                    addAll(file, passed);
                }
                if (Files.exists(directory.resolve(RUN))) {
                    run.load(Files.newBufferedReader(directory.resolve(RUN)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Results(
                version, run.getProperty("date", UNKNOWN), run.getProperty("commit", UNKNOWN), Map.copyOf(passed));
    }

    private static boolean isReport(Path file) {
        return file.getFileName().toString().matches("TEST-.*\\.xml");
    }

    private static void addAll(Path report, Map<String, Boolean> passed) throws IOException {
        NodeList cases;
        try {
            cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report.toString(), e);
        }
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            boolean good = Stream.of("failure", "error", "skipped")
                    .allMatch(bad -> one.getElementsByTagName(bad).getLength() == 0);
            // The method, and of one with arguments their types and a number.
            String method = one.getAttribute("name").replaceFirst("[({\\[].*", "");
            passed.merge(one.getAttribute("classname") + "#" + method, good, Boolean::logicalAnd);
        }
    }

    /** @return the cell of the table */
    String cell(Ability ability, List<String> proofs) {
        if (proofs.stream().anyMatch(test -> passed.getOrDefault(test, true).equals(false))) {
            return "✘";
        }
        if (!passed.keySet().containsAll(proofs)) {
            return "not run";
        }
        return ability.isThereIn(version) ? "✔" : "not there";
    }
}
