#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the help: every language has them all, and their links and pictures lead somewhere.

Usage: test-help.py FOLDER-OF-THE-HELP
"""

import os
import re
import sys
import unittest

FOLDER = os.path.abspath(sys.argv.pop(1))
LINK = re.compile(r"\[[^\]]*\]\(([^)#]*)[^)]*\)")
MAX_PICTURE_BYTES = 60000


def languages():
    """The folders of pages."""
    return sorted(name for name in os.listdir(FOLDER)
                  if os.path.exists(os.path.join(FOLDER, name, "index.md")))


def pages(language):
    """The pages of a language."""
    return sorted(name for name in os.listdir(os.path.join(FOLDER, language))
                  if name.endswith(".md"))


def read(language, page):
    """The text of a page."""
    with open(os.path.join(FOLDER, language, page), encoding="utf-8") as file:
        return file.read()


class Help(unittest.TestCase):
    """The pages as they stand in the sources."""

    def test_languages(self):
        self.assertIn("en", languages())
        self.assertIn("zh_CN", languages())
        for language in languages():
            self.assertEqual(pages(language), pages("en"), language)

    def test_links(self):
        for language in languages():
            for page in pages(language):
                for target in LINK.findall(read(language, page)):
                    path = os.path.join(FOLDER, language, target)
                    self.assertTrue(os.path.isfile(path), f"{language}/{page}: {target}")

    def test_same_links(self):
        for language in languages():
            for page in pages(language):
                self.assertEqual(sorted(LINK.findall(read(language, page))),
                                 sorted(LINK.findall(read("en", page))), f"{language}/{page}")

    def test_index_has_all(self):
        for language in languages():
            linked = {target for target in LINK.findall(read(language, "index.md"))
                      if target.endswith(".md")}
            self.assertEqual(sorted({"index.md", *linked}), pages(language))

    def test_titles(self):
        for language in languages():
            for page in pages(language):
                self.assertTrue(read(language, page).startswith("# "), f"{language}/{page}")

    def test_pictures(self):
        shown = {target for page in pages("en") for target in LINK.findall(read("en", page))
                 if target.endswith(".png")}
        there = os.listdir(os.path.join(FOLDER, "pictures"))
        self.assertEqual(sorted(os.path.basename(path) for path in shown), sorted(there))
        for name in there:
            size = os.path.getsize(os.path.join(FOLDER, "pictures", name))
            self.assertLess(size, MAX_PICTURE_BYTES, name)


if __name__ == "__main__":
    unittest.main()
