"""Makes recipient chips from typed and pasted text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from composer_app.domain.recipients import (
    ParsedAddress,
    each_address,
    parse_address,
    parse_addresses,
    recipient_key,
)
from composer_app.ui.texts.draft_problems import address_problem_words, suggestion_words, wrong_recipients_hint
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue


def chips_of(text: str) -> Iterator[ChipValue]:
    """Every piece of the text as a chip, invalid ones marked."""
    return map(_chip, each_address(text))


def chips_again(texts: Iterable[str]) -> list[ChipValue]:
    """Chips of a stored draft. Unfinished input becomes chips, too."""
    return [_chip(parsed) for text in texts for parsed in parse_addresses(text)]


def without_known(chips: Sequence[ChipValue], known: set[str]) -> tuple[list[ChipValue], int]:
    """The chips whose address is not in `known`, each address once, and how many were repeats.

    `known` takes the addresses up, so that To, Cc and Bcc are done one after the other.
    """
    kept = []
    for chip in chips:
        key = key_of(chip)
        if key not in known:
            known.add(key)
            kept.append(chip)
    return kept, len(chips) - len(kept)


def key_of(chip: ChipValue) -> str:
    """Key of a chip, equal for the same address."""
    return chip.key or recipient_key(parse_address(chip.text))


def wrong_words(chips: Sequence[ChipValue]) -> str:
    """The hint about invalid chips of a field, or ""."""
    wrong = [chip for chip in chips if chip.state is ChipState.WRONG]
    if not wrong:
        return ""
    if len(wrong) == 1:
        return wrong[0].tooltip
    return wrong_recipients_hint(len(wrong), len(chips), wrong[0].tooltip)


def _chip(parsed: ParsedAddress) -> ChipValue:
    key = recipient_key(parsed)
    if parsed.problem is not None:
        why = address_problem_words(parsed)
        return ChipValue(parsed.text, state=ChipState.WRONG, tooltip=why, suggestion=parsed.suggestion, key=key)
    if not parsed.suggestion:
        return ChipValue(parsed.text, key=key)
    assert parsed.mailbox is not None
    return ChipValue(
        parsed.text,
        state=ChipState.TYPO,
        tooltip=suggestion_words(parsed.suggestion, parsed.mailbox.address),
        suggestion=parsed.suggestion,
        key=key,
    )
