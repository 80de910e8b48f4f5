package io.github.permissionscopes;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the main code, as its package-info describes it. */
class ArchitectureTest {

    private static final String ROOT = "io.github.permissionscopes";
    private static final Path SOURCES = Path.of("src");
    private static final int MOST_LINES = 200;
    private static final int MOST_COLUMNS = 120;

    private static final Pattern COMMENT = Pattern.compile("\\s*(//|/?\\*).*");

    /** The way to a ruling, and the points at which it is applied. */
    private static final String[] ENFORCEMENT = {
        ".authorization..", ".clientpolicy..", ".grants..", ".issuance..", ".login..", ".tokenendpoint.."
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** A class with all that is nested in it. */
    private static final SliceAssignment TOP_LEVEL_CLASSES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getFullName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    };

    @Test
    void theDecisionKnowsNothingButJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".decision..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", ROOT + ".decision..")
                .check(MAIN);
    }

    @Test
    void theRealmReaderKnowsNoSeamNoReportAndNoLifecycle() {
        assertIndependent(".realm..", ENFORCEMENT);
        assertIndependent(".realm..", ".telemetry..", ".lifecycle..");
    }

    @Test
    void theReportKnowsNoSeamAndNoLifecycle() {
        assertIndependent(".telemetry..", ENFORCEMENT);
        assertIndependent(".telemetry..", ".lifecycle..");
    }

    /** It reads events and nothing else, so that it can tell what was, and not what it thinks should have been. */
    @Test
    void theRolloutReportJudgesNothing() {
        assertIndependent(".refusalreport..", ENFORCEMENT);
        assertIndependent(".refusalreport..", ".explain..", ".lifecycle..", ".rest..");
    }

    /** Micrometer may not be there. */
    @Test
    void oneClassKnowsTheServersMetrics() {
        noClasses()
                .that()
                .doNotHaveSimpleName("DecisionMeters")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(MAIN);
    }

    @Test
    void theLoginSeamsKnowNoGrantSeam() {
        assertIndependent(".login..", ".tokenendpoint..");
    }

    /** The console's page is an addition: everything works without it. */
    @Test
    void nothingKnowsTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".console..")
                .check(MAIN);
    }

    @Test
    void partsDoNotDependOnEachOtherInCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    /** Not even inside a package: a class can be read after those that it uses. */
    @Test
    void classesDoNotDependOnEachOtherInCircles() {
        slices().assignedFrom(TOP_LEVEL_CLASSES).should().beFreeOfCycles().check(MAIN);
    }

    /** A scope or a group that did it by itself would leave the way back from the role as it was. */
    @Test
    void onlyTheRolesOfADraftTieThemToScopesAndGroups() {
        Set<String> ties = Set.of(
                "DraftScope.map",
                "DraftScope.unmap",
                "DraftGroup.give",
                "DraftGroup.hasNoMore",
                "DraftRole.rename",
                "DraftRole.vanish");
        noClasses()
                .that()
                .doNotHaveSimpleName("DraftRoles")
                .should()
                .accessTargetWhere(describe(
                        "ties a role, or takes it off",
                        (JavaAccess<?> access) ->
                                ties.contains(access.getTargetOwner().getSimpleName() + "."
                                        + access.getTarget().getName())))
                .check(MAIN);
    }

    @Test
    void noSourceFileIsTooLongToRead() throws IOException {
        assertThat(sources()).isNotEmpty().allSatisfy(source -> assertThat(Files.readAllLines(source))
                .hasSizeLessThanOrEqualTo(MOST_LINES));
    }

    /** The formatter leaves comments as they are. */
    @Test
    void noCommentIsWiderThanTheCode() throws IOException {
        assertThat(sources()).isNotEmpty().allSatisfy(source -> assertThat(Files.readAllLines(source))
                .filteredOn(line -> COMMENT.matcher(line).matches())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(MOST_COLUMNS)));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static void assertIndependent(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(to).map(ROOT::concat).toArray(String[]::new))
                .check(MAIN);
    }
}
