"""The catalogue of sentences: complete, compiled from today's sources, and without sentences made from parts."""

from __future__ import annotations

import ast
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import translations

from composer_app.ui.texts.translation import tr
from tests.unit import checkout

FOLDER = checkout.ROOT / "resources" / "translations"


def plural_messages(folder: Path = FOLDER) -> list[tuple[str, tuple[str, ...]]]:
    """Source and forms of each sentence in en.ts."""
    root = ET.parse(folder / "en.ts").getroot()
    return [
        (message.findtext("source", ""), tuple(form.text or "" for form in message.iter("numerusform")))
        for message in root.iter("message")
    ]


def calls_of_tr() -> list[tuple[Path, ast.Call]]:
    return [
        (path, node)
        for path in checkout.python_files("composer_app")
        for node in ast.walk(checkout.tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
    ]


def test_every_sentence_is_a_literal() -> None:
    """Otherwise `lupdate` does not find it, and a translator does not see it as a whole."""
    wrong = [
        f"{path}:{call.lineno}"
        for path, call in calls_of_tr()
        if not call.args or not isinstance(call.args[0], ast.Constant) or not isinstance(call.args[0].value, str)
    ]

    assert wrong == []


def test_every_sentence_with_a_number_is_found() -> None:
    """`lupdate` does not look into an f-string: such a call is a statement of its own."""
    found = {source for source, _ in plural_messages()}
    with_number = [(path, call) for path, call in calls_of_tr() if len(call.args) > 2]

    assert len(with_number) > 100
    assert [
        f"{path}:{call.lineno}"
        for path, call in with_number
        if isinstance(call.args[0], ast.Constant) and call.args[0].value not in found
    ] == []


def test_every_sentence_with_a_number_has_both_forms() -> None:
    assert [source for source, forms in plural_messages() if len(forms) != 2 or not all(forms)] == []


def test_forms_name_no_value_that_their_sentence_lacks() -> None:
    names = re.compile(r"\{(\w+)")

    wrong = [
        source
        for source, forms in plural_messages()
        if any(not set(names.findall(form)) <= set(names.findall(source)) for form in forms)
    ]

    assert wrong == []


def test_the_catalogue_is_that_of_the_sources(tmp_path: Path) -> None:
    """Run packaging/translations.py when this fails."""
    shutil.copy(FOLDER / "en.ts", tmp_path)

    assert translations.update(tmp_path) == 0

    assert plural_messages(tmp_path) == plural_messages()
    for source, (one, many) in plural_messages():
        assert (tr(source, "", 1), tr(source, "", 2)) == (one, many)


@pytest.mark.parametrize("number", [0, 1, 2, 11])
def test_the_number_picks_the_form(number: int) -> None:
    (one, many) = next(forms for source, forms in plural_messages() if source == "{n} report(s) pulled and stored")

    assert tr("{n} report(s) pulled and stored", "", number) == (one if number == 1 else many)


def test_a_sentence_without_a_number_is_its_own_translation() -> None:
    assert tr("Nothing new.") == "Nothing new."


def test_commands_print_sentences_of_the_table() -> None:
    """What a command prints is in `ui/texts`; only the help of options stands beside the options."""
    wrong = []
    for path in checkout.python_files("composer_app/cli"):
        if path.parent.name == "self_check":  # prints figures for developers
            continue
        tree = checkout.tree(path)
        allowed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "help"}
        allowed |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        sentences = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"\w \w.*[.?]$", node.value)
        ]
        wrong += [f"{path}:{node.lineno} {node.value!r}" for node in sentences if id(node) not in allowed]

    assert wrong == []


def test_a_word_of_several_pages_stands_once() -> None:
    """What a button does on every page is in `verbs`; `commands` names the commands of the menus."""
    sentences = [(path, call.lineno, call.args[0]) for path, call in calls_of_tr()]
    shared = {ast.unparse(source) for path, _, source in sentences if path.name == "verbs.py"}
    again = [
        f"{path}:{line}"
        for path, line, source in sentences
        if path.name not in ("verbs.py", "commands.py") and ast.unparse(source) in shared
    ]

    assert len(shared) > 5
    assert again == []
