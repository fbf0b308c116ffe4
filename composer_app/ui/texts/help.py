"""What Help and About say beside their pages."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

ABOUT = tr("About Mail Composer")
PARTS = tr("Parts of the program")
LICENCE = tr("Licence")
SUMMARY = tr("Summary")
HELP = tr("Help")
HELP_PAGE = tr("Help page")
SUBJECTS = tr("Subjects")
LICENCE_OF = tr("Licence: {licence}")
VERSION = tr("Version {version}, on Qt {qt}. MIT licence.")
