"""Every package that is built may be passed on with an MIT program, comes from one registry, and is not refused."""

import json
import subprocess
import tomllib
import unittest
from pathlib import Path

import rules

ROOT = Path(__file__).resolve().parents[2]
DENY = tomllib.loads((ROOT / ".deny.toml").read_text(encoding="utf-8"))
LICENCES = DENY["licenses"]


def package(licence: str | None, name: str = "some", version: str = "1.2.3") -> dict:
    return {"name": name, "version": version, "license": licence, "source": rules.CRATES_IO}


def metadata() -> list[dict]:
    """All packages that any feature, test or system brings."""
    command = ["cargo", "metadata", "--locked", "--all-features", "--format-version=1"]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return json.loads(said.stdout)["packages"]


class Project(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.packages = metadata()

    def test_every_licence_is_in_the_list(self):
        self.assertGreater(len(self.packages), 100)
        self.assertEqual(rules.licence_faults(self.packages, LICENCES), [])

    def test_a_licence_that_leaves_the_list_is_noticed(self):
        without = LICENCES | {"allow": [name for name in LICENCES["allow"] if name != "MIT"]}
        faults = rules.licence_faults(self.packages, without)
        self.assertIn("wawp-mcp", " ".join(faults))

    def test_every_package_comes_from_the_registry_and_none_is_refused(self):
        self.assertEqual(rules.source_faults(self.packages), [])
        self.assertEqual(rules.ban_faults(self.packages, DENY["bans"]), [])


class Licence(unittest.TestCase):
    def faults(self, licence: str | None, **changed) -> list[str]:
        return rules.licence_faults([package(licence)], {"allow": ["MIT", "ISC", "A WITH B"]} | changed)

    def test_what_is_allowed_passes(self):
        for licence in ("MIT", "MIT OR GPL-3.0-only", "GPL-3.0-only OR MIT", "Apache-2.0/MIT", "Apache-2.0 / MIT",
                        "MIT AND ISC", "(MIT OR GPL-3.0-only) AND ISC", "GPL-3.0-only OR MIT AND ISC", "A WITH B",
                        "(A WITH B)", "mpl OR (Zlib OR (MIT))"):
            with self.subTest(licence):
                self.assertEqual(self.faults(licence), [])

    def test_what_is_not_in_the_list_is_a_fault(self):
        for licence in ("GPL-3.0-only", "MIT AND GPL-3.0-only", "GPL-3.0-only/MPL-2.0", "A", "MIT WITH B", "MIT+",
                        "MIT AND (ISC AND Zlib)", "MIT OR GPL-3.0-only AND X AND"):
            with self.subTest(licence):
                self.assertEqual(len(self.faults(licence)), 1)

    def test_what_is_no_expression_is_a_fault(self):
        for licence in (None, "", "MIT OR", "(MIT", "MIT)", "MIT ISC", "OR MIT", "MIT OR OR ISC", "()", "A WITH"):
            with self.subTest(licence):
                self.assertEqual(len(self.faults(licence)), 1)

    def test_an_exception_holds_for_its_package_alone(self):
        for exception, faults in (({"crate": "some"}, 0), ({"name": "some"}, 0), ({"crate": "some@1.2.3"}, 0),
                                  ({"crate": "some@=1.2.3"}, 0), ({"name": "some", "version": "*"}, 0),
                                  ({"crate": "some@2.0.0"}, 1), ({"crate": "other"}, 1)):
            with self.subTest(exception):
                exceptions = [exception | {"allow": ["MPL-2.0"]}]
                self.assertEqual(len(self.faults("MPL-2.0", exceptions=exceptions)), faults)

    def test_a_setting_that_is_not_understood_is_refused(self):
        with self.assertRaisesRegex(ValueError, "clarify"):
            self.faults("MIT", clarify=[])


class Origin(unittest.TestCase):
    def test_another_source_is_a_fault(self):
        for source, faults in ((None, 0), (rules.CRATES_IO, 0), ("git+https://example.com/a", 1)):
            with self.subTest(source):
                self.assertEqual(len(rules.source_faults([package("MIT") | {"source": source}])), faults)

    def test_a_refused_name_is_a_fault(self):
        name = DENY["bans"]["deny"][0]["name"]
        self.assertEqual(len(rules.ban_faults([package("MIT", name=name)], DENY["bans"])), 1)


if __name__ == "__main__":
    unittest.main()
