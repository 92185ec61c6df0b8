package my.kilat.acceptance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * The program of a source tree that was changed.
 *
 * @param classes its changed and new classes and resources, which stand before everything else on the class path
 */
record ChangedProgram(SourceTree tree, Path classes) {
    private static final String SOURCES = "/src/main/java/";
    private static final String RESOURCES = "/src/main/resources/";
    private static final String CONTRACT = "contract/openapi.yaml";

    /** Compiles what was changed. */
    static ChangedProgram compile(SourceTree tree, Path classes) throws IOException {
        Files.createDirectory(classes);
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--release",
                "25"));
        for (String file : tree.changed()) {
            int resource = file.indexOf(RESOURCES);
            if (file.contains(SOURCES) && file.endsWith(".java")) {
                arguments.add(tree.path(file).toString());
            } else if (resource >= 0) {
                put(tree.path(file), classes.resolve(file.substring(resource + RESOURCES.length())));
            } else if (file.equals(CONTRACT)) {
                put(tree.path(file), classes.resolve("my/kilat/" + CONTRACT));
            }
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the compiler's exit code")
                .isZero();
        return new ChangedProgram(tree, classes);
    }

    private static void put(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The command that runs one of its classes. */
    List<String> command(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs one of its classes in the source tree, to its end. */
    void run(String main, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(command(main, arguments));
        java.environment().put("KILAT_HOME", tree.root().toString());
        finish(java.directory(tree.root().toFile()));
    }

    /** Runs a command to its end, which has to be a success. */
    static void finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
