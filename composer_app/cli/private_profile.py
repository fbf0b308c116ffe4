"""Keeps the profile of a command private."""

from __future__ import annotations

import sys

from composer_app.services.profile import Profile
from composer_app.services.runtime.profile_permissions import PermissionTrouble, keep_private


def keep_profile_private(profile: Profile) -> None:
    """Restrict its permissions, and report failures on standard error. Links are reported by the window only, since a
    command may run every ten minutes.
    """
    findings = [one for one in keep_private(profile.folder) if one.trouble is not PermissionTrouble.LINK]
    if findings:
        from composer_app.ui.texts.permissions import permission_words

        print(*permission_words(findings), file=sys.stderr)
