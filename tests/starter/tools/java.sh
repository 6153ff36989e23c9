# shellcheck shell=bash
debian javac openjdk-17-jdk-headless
mkdir -p "$TOOLS/java"
javac -d "$TOOLS/java" "$here/java/CompileEach.java" >&2
javac -version 2>&1
