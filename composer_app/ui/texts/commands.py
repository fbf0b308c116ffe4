"""The commands of the window in words: labels, menus, pages, and what the help says of their keys."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

COMMANDS = {
    "new_mail": tr("New mail"),
    "open_mail_file": tr("Open file as the mail…"),
    "save_draft": tr("Save draft"),
    "save_mail_file": tr("Save the mail as a file…"),
    "send": tr("Send"),
    "schedule_mail": tr("Schedule…"),
    "send_test": tr("Send test…"),
    "dry_run": tr("Dry run…"),
    "draft_request": tr("Request of the mail…"),
    "send_options": tr("Options of the mail…"),
    "attach_files": tr("Attach files…"),
    "import_list": tr("Import a list of recipients…"),
    "discard_draft": tr("Discard draft"),
    "toggle_preview": tr("Preview"),
    "wrap_lines": tr("Wrap long lines of the source"),
    "go_to_line": tr("Go to line…"),
    "go_to_tag": tr("Go to the matching tag"),
    "next_part": tr("Next part of the page"),
    "previous_part": tr("Previous part of the page"),
    "show_cc": tr("Show Cc"),
    "show_bcc": tr("Show Bcc"),
    "show_reply-to": tr("Show Reply-to"),
    "fetch_new": tr("Fetch what is new"),
    "show_new": tr("Show new rows"),
    "follow": tr("Follow new rows"),
    "pull_reports": tr("Pull reports"),
    "fetch_logs": tr("Fetch logs"),
    "outbox_try_all": tr("Try all waiting mail now"),
    "compare": tr("What is different?"),
    "save_evidence": tr("Save evidence…"),
    "erase_address": tr("Erase an address…"),
    "undo": tr("Undo"),
    "redo": tr("Redo"),
    "cut": tr("Cut"),
    "copy": tr("Copy"),
    "paste": tr("Paste"),
    "select_all": tr("Select all"),
    "find": tr("Find…"),
    "replace": tr("Find and replace…"),
    "theme_system": tr("Theme: as the system"),
    "theme_light": tr("Theme: light"),
    "theme_dark": tr("Theme: dark"),
    "page_compose": tr("Show Compose"),
    "page_outbox": tr("Show Outbox"),
    "page_reports": tr("Show Reports"),
    "page_logs": tr("Show Logs"),
    "page_overview": tr("Show Overview"),
    "next_page": tr("Next page"),
    "previous_page": tr("Previous page"),
    "menu_bar": tr("Open the menus"),
    "palette": tr("Find or run…"),
    "settings": tr("Settings…"),
    "close_window": tr("Close window"),
    "quit": tr("Quit"),
    "help": tr("Help"),
    "about": tr("About Mail Composer"),
    "import_file": tr("Import…"),
    "check_archive": tr("Check archive…"),
    "repair_archive": tr("Repair archive…"),
    "back_up": tr("Back up…"),
    "restore_backup": tr("Restore from backup…"),
    "add_account": tr("Add account…"),
    "edit_account": tr("Edit account…"),
    "enter_key": tr("Enter the key…"),
    "remove_account": tr("Remove account…"),
    "company_ca": tr("Company certificate…"),
}
"""By the key of the command: a verb with its object, "…" at the end if a dialog follows."""

WITH_KEYS = tr("{text} ({keys})")
"""A tooltip with the keys of its command."""

TIPS = {"outbox_try_all": tr("Try every waiting mail now, and look now for every mail that is maybe sent")}
"""Tooltips of commands whose label does not say it."""

MENU_NAMES = {
    "File": tr("File"),
    "Edit": tr("Edit"),
    "View": tr("View"),
    "Message": tr("Message"),
    "Account": tr("Account"),
    "Help": tr("Help", "menu"),
}
"""In the order of the menu bar."""

PAGE_NAMES = {
    "compose": tr("Compose"),
    "outbox": tr("Outbox"),
    "reports": tr("Reports"),
    "logs": tr("Logs"),
    "overview": tr("Overview"),
}
"""In the order of the page bar."""

WHAT_KEYS_DO = {
    "new_mail": tr("New mail"),
    "send": tr("Send"),
    "save_draft": tr("Save the draft now; it is also saved as you type"),
    "open_mail_file": tr("Open a file as the mail: HTML, EML, or a ZIP with HTML and its images"),
    "save_mail_file": tr("Save the mail as a file: EML, or its HTML alone"),
    "attach_files": tr("Attach files"),
    "import_list": tr("Recipients from a list: CSV, text, XLSX, XLS or ODS"),
    "fetch_new": tr("Fetch what is new: delivery reports of your mail, and logs"),
    "show_new": tr("In Logs and Reports: show the new rows that wait above the list"),
    "follow": tr("In Logs and Reports: let new rows come in by themselves, or hold them back"),
    "palette": tr("Find or run any command"),
    "page_compose": tr("Compose"),
    "page_outbox": tr("Outbox"),
    "page_reports": tr("Reports"),
    "page_logs": tr("Logs"),
    "page_overview": tr("Overview"),
    "next_page": tr("The next page"),
    "previous_page": tr("The page before"),
    "next_part": tr(
        "Go to the next part of the page: fields, mail, files, Send; filter, views, histogram, list, details; recipients, buttons, body and files of a sent mail"
    ),
    "previous_part": tr("Go to the part before"),
    "toggle_preview": tr("Show or hide the preview"),
    "compare": tr("In Logs and Reports: what is different about the selected or filtered mail"),
    "undo": tr("Undo, for recipients and files too; right after Send, take the mail back"),
    "redo": tr("Redo"),
    "cut": tr("Cut"),
    "copy": tr("Copy; in a table the selected rows, in the recipients the addresses"),
    "paste": tr("Paste"),
    "select_all": tr("Select all"),
    "find": tr("Find in the HTML source or the letter; on the other pages, go to the filter or the search"),
    "replace": tr("Find and replace in the HTML source or the letter"),
    "go_to_line": tr("In the HTML source or the text: go to a line"),
    "go_to_tag": tr("In the HTML source: from a tag to the other one of its element"),
    "settings": tr("Settings"),
    "help": tr("Help"),
    "menu_bar": tr("Open the first menu. Alt and an underlined letter opens a menu or goes to a field"),
    "close_window": tr("Close the window, or the dialog in front of it"),
    "quit": tr("Quit"),
}
"""What the help page says of the keys of a command."""

KEYS_OF_WIDGETS = (
    (tr("Left, Right, Delete, Enter"), tr("In the recipients: move, remove one, edit one")),
    (tr("Enter, F2, Delete"), tr("On an attached file: open a copy of it, rename it, remove it")),
    (tr("F2, Delete, Alt+Up, Alt+Down"), tr("On a view of yours: rename it, delete it, move it up, move it down")),
    (tr("Enter, Space"), tr("On a row: Enter shows the mail, Space opens and closes its details or recipients")),
    (tr("Alt+Up, Alt+Down"), tr("In a sent mail and in the details: the mail above in the list, the mail below")),
    (tr("Ctrl+Shift+F"), tr("In a sent mail: find words in it")),
    (tr("Enter, Shift+Enter"), tr("While finding: go to the next find, to the one before")),
    (tr("Ctrl+B, Ctrl+I, Ctrl+L"), tr("In a letter: bold, italic, link")),
    (
        tr("Ctrl+Shift+7, Ctrl+Shift+8, Ctrl+Shift+9, Ctrl+Shift+H"),
        tr("In a letter: numbered list, bulleted list, quote, heading"),
    ),
    (tr("Tab, Shift+Tab"), tr("In a list of a letter: one level in, one level out")),
    (tr("Ctrl+\\, Ctrl+Shift+V"), tr("In a letter: clear formatting, paste without formatting")),
    (tr("Left, Right, *"), tr("In raw JSON: fold or go out, unfold or go in, unfold all in a value")),
    (tr("Ctrl+F, Ctrl+Shift+C"), tr("In raw JSON: find words in it, copy the path of a value")),
    (tr("Home, End"), tr("Go to the first or last row")),
    (tr("Delete"), tr("In the outbox: cancel or discard the mail")),
    (
        tr("Esc"),
        tr("Leave the filter, fold a row, close details, a list, a sent mail or a message; on a list, select nothing"),
    ),
)
"""Keys that only some widgets have, and what they do there."""
