"""File types by the ending of a name: images, what the vendor refuses, and programs, which no click may run."""

from __future__ import annotations

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "bmp"})
"""Endings of images that mail programs show in the text."""
_TABLES = frozenset({"csv", "tsv", "xlsx", "xlsm", "xls", "ods"})
_MAILS = frozenset({"html", "htm", "eml", "zip"})
REFUSED_FILE_TYPES = frozenset(
    "ade adp apk appx appxbundle bat cab chm cmd com cpl dll dmg ex ex_ exe hta ins isp iso jar js jse lib lnk"
    " mde msc msi msix msixbundle msp mst nsh pif ps1 scr sct shb sys vb vbe vbs vxd wsc wsf wsh".split()
)
"""Endings that the vendor refuses (api/README.md 3.6). `sandbox/mail/limits.py` reads the same page (decision 3)."""
_RUN = REFUSED_FILE_TYPES | frozenset(
    "action app appimage appref-ms application bash bin cgi class command csh deb desktop dylib elf fish flatpakref"
    " gadget inf ksh mobileconfig msu osx out pkg pl ps1xml psc1 psm1 py pyc pyw pyz rb reg rpm run scf service sh snap"
    " so tcl terminal tool url vbscript webloc website workflow wsb xbap zsh".split()
)
"""Endings of files that a system runs, installs or follows when they are opened."""
_RUN_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"[Desktop Entry]")
"""First bytes of programs."""


def is_program(name: str, start: bytes = b"") -> bool:
    """True if opening this file may run it: by its ending, or by its first bytes."""
    return ending(name.rstrip(". ")) in _RUN or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_RUN_STARTS)


def ending(name: str) -> str:
    """`pdf` of `Report.PDF`; "" without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_table(name: str) -> bool:
    """True for the name of a file that is likely a list of recipients. Text files may be lists, but most are not."""
    return ending(name) in _TABLES


def is_mail(name: str) -> bool:
    """True for the name of a file that may be opened as the mail: HTML, EML, or a ZIP with HTML."""
    return ending(name) in _MAILS


def is_picture(name: str) -> bool:
    return ending(name) in PICTURES


def is_refused(name: str) -> bool:
    """True if the vendor refuses files of this type."""
    return ending(name) in REFUSED_FILE_TYPES
