# shellcheck shell=bash
# The crates of Rust's programs, compiled once.
command -v cargo >/dev/null || { echo "cargo is missing" >&2; exit 1; }
mkdir -p "$TOOLS/rust"
cp "$here/rust/Cargo.toml" "$here/rust/Cargo.lock" "$TOOLS/rust/"
echo 'fn main() {}' >"$TOOLS/rust/main.rs"
CARGO_TARGET_DIR=$TOOLS/rust/target cargo build --locked --quiet --manifest-path "$TOOLS/rust/Cargo.toml" >&2
rustc --version
