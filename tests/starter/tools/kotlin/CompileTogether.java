// CompileTogether HOME OUT FILE.kt…: each FOLDER/FILE.kt is a program of its own, and all are compiled in one run, which
// takes seconds to start. Each is put into a package named after its folder, on its first line, so that line numbers
// stay. Where the compiler says nothing, the classes stand in OUT/FOLDER.
import java.nio.file.*;
import java.util.*;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

public class CompileTogether {
    public static void main(String[] args) throws Exception {
        Path made = Files.createDirectories(Path.of(args[1]));
        Path sources = Files.createTempDirectory("kotlin");
        List<String> command = new ArrayList<>(List.of(
                "-kotlin-home", args[0], "-module-name", "starter", "-jvm-target", "17", "-d", made.toString()));
        for (String file : List.of(args).subList(2, args.length)) {
            Path source = Path.of(file).toAbsolutePath();
            String folder = source.getParent().getFileName().toString();
            Path copy = Files.createDirectories(sources.resolve(folder)).resolve(source.getFileName());
            Files.writeString(copy, "package " + folder + "; " + Files.readString(source));
            command.add(copy.toString());
        }
        ExitCode code = new K2JVMCompiler().exec(System.err, command.toArray(new String[0]));
        try (var all = Files.walk(sources)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
        System.exit(code == ExitCode.OK ? 0 : 1);
    }
}
