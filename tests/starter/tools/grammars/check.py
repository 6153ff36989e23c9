"""check.py LANGUAGE FILE…: whether each is read by the language's tree-sitter grammar without a fault."""

import importlib
import sys

from tree_sitter import Language, Parser


def faults(node):
    """The places that the grammar cannot read, outermost first."""
    if node.is_error or node.is_missing:
        yield node
    elif node.has_error:
        for child in node.children:
            yield from faults(child)


grammar = importlib.import_module(f"tree_sitter_{sys.argv[1]}")
parser = Parser(Language(grammar.language()))
status = 0
for file in sys.argv[2:]:
    with open(file, "rb") as source:
        text = source.read()
    for fault in faults(parser.parse(text).root_node):
        row, column = fault.start_point
        what = f"{fault.type} is missing" if fault.is_missing else "not read"
        print(f"{file}:{row + 1}:{column + 1}: {what}: {text[fault.start_byte : fault.end_byte][:60]!r}")
        status = 1
sys.exit(status)
