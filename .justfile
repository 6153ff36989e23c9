# The house's verbs. `.ci/run` holds what each check is and needs nothing but a shell; `just` is its short name.

# What there is.
[private]
list:
    @{{just_executable()}} --justfile '{{justfile()}}' --list --unsorted

# The tour of the README: a real client calls the program, and the program a simulated gateway.
demo:
    cargo run -- demo

# The program's tests, and real clients; with the name of a test, those that bear it.
test NAME='':
    {{ if NAME == '' { '.ci/run tests' } else { 'cargo test --locked ' + NAME } }}

# What CI runs: all of it, or the parts that are named.
check *PARTS:
    .ci/run {{PARTS}}

# Compiles docs-index/ after a change to it, and has a public linter read the OpenAPI document that it gives.
docs:
    cargo run --locked --example compile_docs
    cargo build --locked
    tests/export/lint

# Mends what machines can mend: form, and what lints know a better word for.
fix:
    cargo clippy --fix --allow-dirty --allow-staged --all-targets --locked -- -D warnings
    cargo fmt
