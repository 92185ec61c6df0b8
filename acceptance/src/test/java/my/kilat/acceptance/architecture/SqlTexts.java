package my.kilat.acceptance.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Every SQL statement that stands in the main sources, put together from its literals and constants. */
final class SqlTexts {
    /** Also behind comments. */
    private static final Pattern STATEMENT = Pattern.compile(
            "^(\\s|/\\*.*?\\*/|--[^\\n]*\\n)*(select|with|insert\\s+into|update|delete\\s+from)\\s",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What is not known before it runs. */
    private static final String UNKNOWN = " ? ";

    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final List<Text> texts = new ArrayList<>();

    /**
     * A statement.
     *
     * @param module the directory of the module
     * @param file the name of the source file
     */
    record Text(String module, String file, String sql) {}

    private SqlTexts() {}

    /** Those of all modules beneath this directory. */
    static List<Text> in(Path root) {
        SqlTexts found = new SqlTexts();
        Map<Path, CompilationUnitTree> units = parse(sources(root));
        units.values().forEach(found::learnConstants);
        units.forEach((file, unit) -> found.collect(root, file, unit));
        return List.copyOf(found.texts);
    }

    private static List<Path> sources(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            List<Path> files = new ArrayList<>();
            for (Path module : modules.sorted().toList()) {
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> all = Files.walk(main)) {
                        all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                    }
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Path, CompilationUnitTree> parse(List<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Map<Path, CompilationUnitTree> units = new HashMap<>();
            for (CompilationUnitTree unit : task.parse()) {
                units.put(Path.of(unit.getSourceFile().toUri()), unit);
            }
            return units;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void learnConstants(CompilationUnitTree unit) {
        String type = simpleName(unit);
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                if (variable.getInitializer() != null) {
                    constants.putIfAbsent(type + "." + variable.getName(), variable.getInitializer());
                }
                return super.visitVariable(variable, nothing);
            }
        }.scan(unit, null);
    }

    private void collect(Path root, Path file, CompilationUnitTree unit) {
        String module = root.toAbsolutePath()
                .relativize(file.toAbsolutePath())
                .getName(0)
                .toString();
        String type = simpleName(unit);
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitBinary(BinaryTree tree, Void nothing) {
                return add(tree) ? null : super.visitBinary(tree, nothing);
            }

            @Override
            public Void visitLiteral(LiteralTree tree, Void nothing) {
                add(tree);
                return null;
            }

            private boolean add(ExpressionTree tree) {
                String text = value(tree, type, 0);
                if (!STATEMENT.matcher(text).find()) {
                    return false;
                }
                texts.add(new Text(module, file.getFileName().toString(), text));
                return true;
            }
        }.scan(unit, null);
    }

    private String value(Tree tree, String type, int depth) {
        if (depth > 20) {
            return UNKNOWN;
        }
        return switch (tree) {
            case LiteralTree literal -> literal.getValue() instanceof String text ? text : UNKNOWN;
            case ParenthesizedTree inner -> value(inner.getExpression(), type, depth + 1);
            case BinaryTree sum
            when sum.getKind() == Tree.Kind.PLUS ->
                value(sum.getLeftOperand(), type, depth + 1) + value(sum.getRightOperand(), type, depth + 1);
            case IdentifierTree name -> constant(type + "." + name.getName(), depth);
            case MemberSelectTree member -> constant(member.toString(), depth);
            default -> UNKNOWN;
        };
    }

    private String constant(String name, int depth) {
        ExpressionTree initializer = constants.get(name);
        return initializer == null ? UNKNOWN : value(initializer, name.substring(0, name.indexOf('.')), depth + 1);
    }

    private static String simpleName(CompilationUnitTree unit) {
        return Path.of(unit.getSourceFile().toUri()).getFileName().toString().replace(".java", "");
    }
}
