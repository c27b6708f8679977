"""Prints the entries of a feed as JSON, as feedparser reads them: entries.py ADDRESS"""

import json
import sys

import feedparser

FIELDS = (
    *("id", "title", "summary", "link", "author", "published_parsed", "enclosures"),
    *("media_content", "media_credit", "media_thumbnail", "content", "image"),
)

feed = feedparser.parse(sys.argv[1])
entries = [{field: entry.get(field) for field in FIELDS} for entry in feed.entries]
print(json.dumps({"language": feed.feed.get("language"), "entries": entries}))
