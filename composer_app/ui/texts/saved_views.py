"""What the views beside the list say."""

from __future__ import annotations

from composer_app.domain.saved_views import SavedView
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

VIEWS = tr("Views")
SAVE = tr("Save the filter in force as a view…")
MENU = tr("More about views")
RENAME = tr("Rename…")
DELETE = tr("Delete")
MOVE_UP = tr("Move up")
MOVE_DOWN = tr("Move down")
IMPORT = tr("Import views…")
EXPORT = tr("Export views…")
JSON_FILES = tr("JSON files (*.json)")
FILE_NAME = "mail-composer-views.json"
NAME_LABEL = tr("&Name")
SAVE_TITLE = tr("Save view")
SAVE_TEXT = tr("The view lists what this filter finds: {filter}")
SAVE_VERB = tr("Save view")
RENAME_TITLE = tr("Rename view")
RENAME_VERB = tr("Rename")
NO_FILTER = tr("Filter the list first. A view is a filter with a name.")
TOO_LONG = tr("This filter is too long for a view.")
NOTHING_SAVED = tr("There are no saved views to export.")
NO_VIEWS_FILE = tr("{file} holds no views of this program.")
NOT_READ = tr("{file} could not be read: {reason}")
SAVED = tr('"{name}" saved.')
DELETED = tr('"{name}" deleted.')

BUILT_IN = (
    SavedView(tr("Problems today"), "is:problem since:today"),
    SavedView(tr("Everything"), ""),
    SavedView(tr("Last seven days"), "since:7d"),
)
"""Always there, before the user's own."""


def exported(n: int, file: str) -> str:
    """That the views are in a file."""
    return tr("{n} view(s) exported to {file}.", "", n).format(n=fmt.number(n), file=file)


def imported(n: int, file: str) -> str:
    """That the views of a file are in the list."""
    return tr("{n} view(s) imported from {file}.", "", n).format(n=fmt.number(n), file=file)


def tooltip(view: SavedView) -> str:
    """The filter of a view."""
    return fmt.raw(view.filter) if view.filter else tr("Without a filter")


def spoken(name: str, count: str, *, is_on: bool) -> str:
    """A view for a screen reader; `count` is empty while it is not known."""
    said = tr("{name}, {n}").format(name=name, n=count) if count else name
    return tr("{row}, shown now").format(row=said) if is_on else said
