"""Outcomes by the dice."""

from collections import Counter

import pytest

from composer_app.sandbox.outcome_mix import BadMix, read_mix
from tests.unit.sandbox.running import sandbox


def test_shares_come_out_and_the_seed_repeats_them() -> None:
    text = "delivered=0.9, bounced=0.05, full=0.03,expired=0.02"
    first, second = read_mix(text, 3), read_mix(text, 3)

    drawn = [first.draw().name for _ in range(10_000)]

    assert drawn == [second.draw().name for _ in range(10_000)]
    counts = Counter(drawn)
    assert set(counts) == {"delivered", "bounce", "full", "expire"}
    assert 400 < counts["bounce"] < 600
    assert 8800 < counts["delivered"] < 9200


@pytest.mark.parametrize(
    "text", ["", "bounced", "bounced=x", "bounced=-1", "bounced=nan", "lucky=1", "full=0.6,spam=0.6"]
)
def test_a_mix_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(BadMix):
        read_mix(text, None)


def test_magic_addresses_decide_beside_the_mix() -> None:
    with sandbox("--outcomes", "bounced=1", "--seed", "1") as running:
        answer = running.post_form("/email/3/send", "ana@example.com", "full@example.com", bulkId="b")
        assert answer.status_code == 200
        errors = [report["error"]["name"] for report in running.results("/email/1/reports", bulkId="b")]  # type: ignore[index]
        assert errors == ["EC_RECIPIENT_INBOX_FULL", "EC_HARD_BOUNCE"]
