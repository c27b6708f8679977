"""Prints how many entries feedparser finds in each document of a folder, as JSON: entry_counts.py FOLDER"""

import json
import os
import sys
import warnings

import feedparser

warnings.simplefilter("ignore")


def count(path):
    with open(path, "rb") as document:
        return len(feedparser.parse(document.read()).entries)


root = sys.argv[1]
paths = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names if name.endswith(".xml")]
counts = {}
for path in paths:
    try:
        counts[os.path.relpath(path, root)] = count(path)
    except AssertionError:
        counts[os.path.relpath(path, root)] = None
print(json.dumps(counts))
