"""Limits of the API, from the vendor's pages (api/README.md 3.6). A megabyte has 1,000,000 bytes.

`domain/mail_limits.py` reads the same pages for the program, on purpose without sharing (decision 3): a limit that
changes is changed in both.
"""

MEGABYTE = 1_000_000

RECIPIENTS = 1000
ATTACHMENTS = 20
SUBJECT_CHARS = 1000
HTML_BYTES = 10 * MEGABYTE
MESSAGE_BYTES = 25 * MEGABYTE
FORM_BYTES = 26 * MEGABYTE
# The same 26 MB once Base64 has made 4 bytes of every 3.
JSON_BYTES = FORM_BYTES * 4 // 3 + MEGABYTE

TRACKED_URLS = 150
LANDING_PAGE_CHARS = 256

MESSAGE_ID_CHARS = 200
BULK_ID_CHARS = 100
REFERENCE_CHARS = 255
CALLBACK_CHARS = 4000
CALLBACK_CHARS_V1 = 200

SEND_AT_DAYS_FORM = 30
SEND_AT_DAYS_JSON = 5
RESCHEDULE_DAYS = 30
LOG_HOURS = 48
PAGE_DEFAULT = 50
PAGE_MOST = 1000

REFUSED_FILE_TYPES = frozenset(
    "ade adp apk appx appxbundle bat cab chm cmd com cpl dll dmg ex ex_ exe hta ins isp iso jar js jse lib lnk"
    " mde msc msi msix msixbundle msp mst nsh pif ps1 scr sct shb sys vb vbe vbs vxd wsc wsf wsh".split()
)

REFUSED_HEADERS = frozenset(
    "to cc bcc from subject content-type dkim-signature content-transfer-encoding return-path mime-version".split()
)

CONTENT_MINUTES = range(1440, 10080 + 1)

VALIDATION_REQUEST_ID_CHARS = 200
VALIDATION_ADDRESSES = 100_000
VALIDATION_FILTER_ADDRESSES = 100
VALIDATION_PAGE_DEFAULT = 100
VALIDATION_DAYS_DEFAULT = 7
VALIDATION_DAYS_MOST = 31
