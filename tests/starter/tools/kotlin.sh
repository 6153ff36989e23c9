# shellcheck shell=bash
package=kotlin-compiler@2.4.20
debian javac openjdk-17-jdk-headless
lib=package/lib
unpacked "$package" "$TOOLS/kotlin" package/build.txt "$lib/kotlin-compiler.jar" "$lib/kotlin-stdlib.jar" \
    "$lib/kotlin-reflect.jar" "$lib/kotlin-script-runtime.jar" "$lib/kotlinx-coroutines-core-jvm.jar" \
    "$lib/annotations-13.0.jar"
javac -cp "$TOOLS/kotlin/lib/*" -d "$TOOLS/kotlin/classes" "$here/kotlin/CompileTogether.java" >&2
echo "Kotlin $(cat "$TOOLS/kotlin/build.txt")"
