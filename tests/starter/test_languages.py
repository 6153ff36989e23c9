"""The table of languages and the tool name the same ones, and the tool says what there is when asked for another."""

import unittest

from languages import ROWS
from programs import offered
from server import A_CALL, AN_EVENT, Refused, Server


class Languages(unittest.TestCase):
    def test_every_language_and_library_that_is_offered_has_its_row(self):
        table = {row.printer for row in ROWS}
        self.assertEqual([str(printer) for printer in offered() if printer not in table], [])

    def test_every_row_is_offered(self):
        with Server() as server:
            known = server.printers()
        self.assertEqual([str(row.printer) for row in ROWS if row.printer not in known], [])

    def test_every_language_makes_calls(self):
        with Server() as server:
            known = {printer.language for printer in server.printers()}
            self.assertEqual([language for language in server.languages() if language not in known], [])

    def test_the_first_library_is_taken_when_none_is_named(self):
        with Server() as server:
            first = {}
            for printer in server.printers():
                first.setdefault((printer.job, printer.language), printer.library)
            for (job, language), library in first.items():
                asked = A_CALL if job == "calls" else AN_EVENT
                with self.subTest(job=job, language=language):
                    starter = server.call("generate_starter_code", language=language, **asked)
                    self.assertEqual(starter["library"], library)

    def test_a_receiver_in_a_language_without_one_names_those_that_have_one(self):
        with Server() as server:
            printers = server.printers()
            receiving = list(dict.fromkeys(printer.language for printer in printers if printer.job == "receives"))
            for language in {printer.language for printer in printers} - set(receiving):
                with self.subTest(language=language):
                    with self.assertRaises(Refused) as caught:
                        server.call("generate_starter_code", language=language, **AN_EVENT)
                    self.assertEqual(caught.exception.error["parameter"], "language")
                    for other in receiving:
                        self.assertIn(other, caught.exception.error["expected"])


if __name__ == "__main__":
    unittest.main()
