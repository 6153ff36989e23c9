# shellcheck shell=bash
# Public grammars for the languages whose compilers cannot be had from a package here.
environment "$TOOLS/grammars" "$here/grammars/requirements.txt"
echo "tree-sitter: dart, powershell, swift"
