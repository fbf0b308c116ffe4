"""Sentences about a profile that other users of the computer could reach."""

from __future__ import annotations

from collections.abc import Sequence

from composer_app.services.runtime.profile_permissions import PermissionFinding, PermissionTrouble
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

_ORDER = (PermissionTrouble.FOREIGN, PermissionTrouble.OPEN, PermissionTrouble.LINK)
"""What matters most comes first."""


def permission_words(findings: Sequence[PermissionFinding]) -> tuple[str, str]:
    """A title and what to do, about the worst of them. There must be one."""
    worst = min(findings, key=lambda one: _ORDER.index(one.trouble))
    same = sum(one.trouble is worst.trouble for one in findings) - 1
    others = (
        [tr("The same is true of {n} more files or folders in the profile.", "", same).format(n=fmt.number(same))]
        if same
        else []
    )
    values = {"path": worst.path, "detail": worst.detail}
    match worst.trouble:
        case PermissionTrouble.FOREIGN:
            title = tr("A part of the profile belongs to another user.")
            what = tr("{path} belongs to the user {detail}, who can read and change it.")
            to_do = [tr("Change its owner, or start the program with --profile and a folder of your own.")]
        case PermissionTrouble.OPEN:
            title = tr("Other users of this computer can read the profile.")
            what = tr("The program cannot make {path} private.")
            to_do = [
                tr("Some disks have no access rights. Start the program with --profile and a folder on another disk.")
            ]
            if worst.detail:
                to_do.append(tr("The system says: {detail}"))
        case PermissionTrouble.LINK:
            title = tr("A part of the profile is a link.")
            what = tr("{path} leads to {detail}.")
            to_do = [tr("The program did not check whether other users can read what is there. Check it yourself.")]
    return title, " ".join([what.format(**values), *others, *(sentence.format(**values) for sentence in to_do)])
