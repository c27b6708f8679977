"""Parses each line of standard input, HTML as a JSON string, in a div without scripts. Prints each tree as one line of JSON."""

import json
import sys

import html5lib

NAMESPACES = {"http://www.w3.org/2000/svg": "svg:", "http://www.w3.org/1998/Math/MathML": "math:"}


def tree(node):
    if node.nodeType == node.TEXT_NODE:
        return [node.data]
    if node.nodeType != node.ELEMENT_NODE:
        return []
    name = NAMESPACES.get(node.namespaceURI, "") + node.tagName
    # Children of a template are apart from the page.
    children = [] if name == "template" else [one for child in node.childNodes for one in tree(child)]
    return [[name, [list(item) for item in node.attributes.items()], children]]


for line in sys.stdin:
    # A new parser each time: html5lib keeps state of a text that it gave up.
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("dom"))
    fragment = parser.parseFragment(json.loads(line), container="div", scripting=False)
    print(json.dumps([one for child in fragment.childNodes for one in tree(child)]), flush=True)
