// CompileEach OUT FILE.java…: each FOLDER/FILE.java is a program of its own, compiled into OUT/FOLDER; 1 if one fails.
import java.nio.file.*;
import java.util.*;
import javax.tools.*;

public class CompileEach {
    public static void main(String[] args) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean whole = true;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            for (String file : List.of(args).subList(1, args.length)) {
                Path folder = Path.of(file).toAbsolutePath().getParent();
                Path out = Files.createDirectories(Path.of(args[0]).resolve(folder.getFileName()));
                List<String> options = List.of("-d", out.toString(), "-proc:none", "-Xlint:all", "-encoding", "UTF-8");
                DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
                whole &= compiler.getTask(null, files, found, options, null, files.getJavaFileObjects(file)).call();
                for (Diagnostic<?> fault : found.getDiagnostics()) {
                    whole = false;
                    System.err.println(file + ":" + fault.getLineNumber() + ": " + fault.getMessage(Locale.ENGLISH));
                }
            }
        }
        System.exit(whole ? 0 : 1);
    }
}
