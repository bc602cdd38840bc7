"""
Prints what the platform (AT-SPI) has of the page in the browser, all that a screen reader on Linux gets: one JSON object for each object,
parents first. In texts, U+FFFC stands for the next child. Texts that Chromium has once more as objects of their own are left out.
"""
import json

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

STATES = ["FOCUSABLE", "EXPANDABLE", "CHECKABLE"]


def runs_of(node):
    """Yields the pieces of the text, each in one language, with that language."""
    at, count = 0, Atspi.Text.get_character_count(node)
    while at < count:
        attributes, _, end = Atspi.Text.get_attribute_run(node, at, True)
        yield Atspi.Text.get_text(node, at, max(end, at + 1)), attributes.get("language", "").lower()
        at = max(end, at + 1)


def children(node):
    return filter(None, (node.get_child_at_index(index) for index in range(node.get_child_count())))


def write(node, depth=0):
    role, name = node.get_role_name(), node.get_name()
    if role == "static" and name:
        return
    states = node.get_state_set()
    line = {
        "depth": depth,
        "role": role,
        "name": name,
        "states": [state for state in STATES if states.contains(getattr(Atspi.StateType, state))],
        "relations": [relation.get_relation_type().value_nick for relation in node.get_relation_set()],
        "runs": list(runs_of(node)) if node.get_text_iface() else [],
    }
    print(json.dumps(line, ensure_ascii=False))
    for child in children(node):
        write(child, depth + 1)


def find_document(node):
    if node.get_role() == Atspi.Role.DOCUMENT_WEB:
        return node if node.get_state_set().contains(Atspi.StateType.SHOWING) else None
    return next(filter(None, map(find_document, children(node))), None)


Atspi.set_timeout(60_000, 60_000)
for application in children(Atspi.get_desktop(0)):
    document = find_document(application)
    if document:
        write(document)
