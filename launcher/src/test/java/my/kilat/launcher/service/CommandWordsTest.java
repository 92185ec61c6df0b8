package my.kilat.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import my.kilat.launcher.LauncherException;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void wordsAreSeparatedAsAShellDoes() {
        assertThat(CommandWords.of("")).isEmpty();
        assertThat(CommandWords.of(" \t\n")).isEmpty();
        assertThat(CommandWords.of("  -Xmx64m\t-Da=b ")).containsExactly("-Xmx64m", "-Da=b");
        assertThat(CommandWords.of("-Da=\"two words\" '-Db=it''s' -Dc=\\\"\\ x"))
                .containsExactly("-Da=two words", "-Db=its", "-Dc=\" x");
        assertThat(CommandWords.of("'' \"$HOME 'x'\" '\\'")).containsExactly("", "$HOME 'x'", "\\");
        assertThat(CommandWords.of("-Dname=بان\u00a0 -Dx=1")).containsExactly("-Dname=بان\u00a0", "-Dx=1");
    }

    @Test
    void whatIsNotCompleteIsRefusedWithAReason() {
        assertThatThrownBy(() -> CommandWords.of("-Da=\"b")).hasMessage("a quote (\") is not closed");
        assertThatThrownBy(() -> CommandWords.of("it's")).hasMessage("a quote (') is not closed");
        assertThatThrownBy(() -> CommandWords.of("-Da=\\")).hasMessage("nothing follows its last backslash");
    }

    @Test
    void flagsFromTheEnvironmentComeLastAndABrokenOneIsASentence() {
        Map<String, String> environment = Map.of("KILAT_JAVA_OPTS", "-Dwhere='a b' -Xmx1g");
        assertThat(JvmFlags.services(7, environment))
                .endsWith("-Dwhere=a b", "-Xmx1g")
                .contains("-Xmx256m", "-Duser.language=en")
                .as("no size at the start that might exceed the one given")
                .doesNotContain("-Xms80m", "-Xmn40m");
        assertThat(JvmFlags.services(7, Map.of())).contains("-Xms80m", "-Xmn40m", "-Xmx256m");
        assertThatThrownBy(() -> JvmFlags.services(7, Map.of("KILAT_JAVA_OPTS", "-Dwhere='a b")))
                .isInstanceOf(LauncherException.class)
                .hasMessage("KILAT_JAVA_OPTS cannot be understood: a quote (') is not closed");
    }

    @Test
    void aCacheDependsOnEveryFlagThatAJvmGetsButTheSizesOfItsMemory() {
        var usual = JvmFlags.ofCache(Map.of());
        assertThat(usual).contains("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
        assertThat(JvmFlags.services(7, Map.of())).containsAll(usual);
        assertThat(JvmFlags.services(1, Map.of())).containsAll(usual);

        assertThat(JvmFlags.ofCache(Map.of("KILAT_JAVA_OPTS", "-Xmx1g -Xss2m -XX:MaxDirectMemorySize=1g")))
                .isEqualTo(usual);
        for (String variable : new String[] {"KILAT_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"}) {
            assertThat(JvmFlags.ofCache(Map.of(variable, "-XX:+UseParallelGC")))
                    .as(variable)
                    .endsWith("-XX:+UseParallelGC");
        }
    }
}
