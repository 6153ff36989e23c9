"""How each language and library that the tool offers is tried here: one row each."""

from dataclasses import dataclass, field

from server import CALLS, RECEIVES, Printer
from toolchains import (
    HERE,
    TOOLS,
    CSharp,
    Go,
    Grammar,
    Java,
    Kotlin,
    Page,
    Php,
    Rust,
    Script,
    Shell,
    Swift,
    Toolchain,
    TypeScript,
)

SHELL = Shell("shell", "shellcheck", "--severity=warning")
NODE = Script("node", "node", "--experimental-vm-modules", "--no-warnings", TOOLS / "check_modules.mjs")
PAGE = Page("node", "node", TOOLS / "check_pages.mjs")
TYPESCRIPT = TypeScript("node", instead=("npx tsx", "tsx"))
PYTHON = Script("python", "python", HERE / "tools/python/check.py")
PHP = Php("php")
RUBY = Script("ruby", "ruby", HERE / "tools/ruby/check.rb")
GO, JAVA, KOTLIN, CSHARP, RUST = Go("go"), Java("java"), Kotlin("kotlin"), CSharp("csharp"), Rust("rust")
# Not everybody may install its compiler.
SWIFT = Swift("swift") if Swift("swift").is_there else Grammar("swift")


@dataclass(frozen=True)
class Row:
    """One language and library."""

    job: str
    language: str
    library: str
    toolchain: Toolchain
    # What its programs call a setting that is missing, where it is no variable.
    calls_it: dict = field(default_factory=dict, hash=False)
    # Why it cannot refuse to follow a redirect.
    follows_redirects: str = ""

    @property
    def printer(self):
        return Printer(self.job, self.language, self.library)


FIELDS = {"WAWP_ACCESS_TOKEN": "access token", "WAWP_INSTANCE_ID": "instance ID"}

ROWS = [
    Row(CALLS, "csharp", "HttpClient", CSHARP),
    Row(CALLS, "curl", "curl", SHELL),
    Row(CALLS, "dart", "http", Grammar("dart")),
    Row(CALLS, "go", "net/http", GO),
    Row(RECEIVES, "go", "net/http", GO),
    Row(CALLS, "java", "HttpClient", JAVA),
    Row(CALLS, "javascript", "fetch", NODE),
    Row(CALLS, "javascript", "axios", NODE),
    Row(CALLS, "javascript", "jquery", PAGE, FIELDS, follows_redirects="a page cannot refuse them"),
    Row(RECEIVES, "javascript", "http", NODE),
    Row(RECEIVES, "javascript", "express", NODE),
    Row(CALLS, "kotlin", "HttpClient", KOTLIN),
    Row(CALLS, "php", "curl", PHP),
    Row(CALLS, "php", "guzzle", PHP),
    Row(RECEIVES, "php", "php", PHP),
    Row(CALLS, "powershell", "Invoke-RestMethod", Grammar("powershell")),
    Row(CALLS, "python", "requests", PYTHON),
    Row(CALLS, "python", "httpx", PYTHON),
    Row(CALLS, "python", "urllib", PYTHON),
    Row(RECEIVES, "python", "http.server", PYTHON),
    Row(RECEIVES, "python", "flask", PYTHON),
    Row(RECEIVES, "python", "fastapi", PYTHON),
    Row(CALLS, "ruby", "net/http", RUBY),
    Row(CALLS, "rust", "reqwest", RUST),
    Row(CALLS, "swift", "URLSession", SWIFT),
    Row(CALLS, "typescript", "fetch", TYPESCRIPT),
    Row(RECEIVES, "typescript", "http", TYPESCRIPT),
]


def row_of(printer):
    """The row of a printer; nothing where there is none, which a test of its own finds."""
    return next((row for row in ROWS if row.printer == printer), None)

if __name__ == "__main__":
    for row in ROWS:
        if isinstance(row.toolchain, Grammar):
            print(f"skipped: running {row.language} programs; a grammar alone reads them")
