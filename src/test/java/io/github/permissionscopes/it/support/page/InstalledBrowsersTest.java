package io.github.permissionscopes.it.support.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser is found where each system has it. */
class InstalledBrowsersTest {

    @TempDir
    Path folder;

    @Test
    void isFoundOnThePath() throws IOException {
        Path edge = executable("bin/microsoft-edge");
        Path chrome = executable("more/google-chrome");

        assertThat(InstalledBrowsers.find("Linux", Map.of("PATH", edge.getParent() + ":" + chrome.getParent())))
                .startsWith(chrome, edge);
    }

    @Test
    void isFoundAmongTheApplicationsOfAMac() throws IOException {
        Path chrome = executable("Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

        assertThat(InstalledBrowsers.find("Mac OS X", Map.of("HOME", folder.toString())))
                .contains(chrome);
    }

    @Test
    void isFoundAmongTheProgramsOfWindows() throws IOException {
        Path edge = executable("Program Files (x86)/Microsoft/Edge/Application/msedge.exe");

        assertThat(InstalledBrowsers.find(
                        "Windows 11",
                        Map.of(
                                "ProgramFiles(x86)",
                                folder.resolve("Program Files (x86)").toString())))
                .containsExactly(edge);
    }

    @Test
    void whatCannotBeStartedIsNone() throws IOException {
        Path text = executable("bin/chromium");
        assertThat(text.toFile().setExecutable(false)).isTrue();

        assertThat(InstalledBrowsers.find(
                        "Linux", Map.of("PATH", text.getParent().toString())))
                .doesNotContain(text);
    }

    private Path executable(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
