"""A Pygments lexer for the HTML of mails that stops after a line and goes on with the next.

Pygments' own HTML lexer hands style and script over to other lexers, which need the whole text at once. This one keeps
its whole state in its stack. Imported on first use: Pygments takes 40 ms.
"""

from __future__ import annotations

import re

from pygments.lexer import ExtendedRegexLexer, LexerContext, bygroups
from pygments.token import Comment, Name, Punctuation, String, Text, _TokenType

Stack = tuple[str, ...]
START: Stack = ("root",)


class MailHtmlLexer(ExtendedRegexLexer):  # type: ignore[misc]  # Pygments ships no types
    """Tags, attributes, strings, comments and style sheets; everything else is text."""

    name = "HTML of a mail"
    flags = re.IGNORECASE
    tokens = {
        "root": [
            (r"[^<]+", Text),
            (r"<!--", Comment, "comment"),
            (r"<!\[[^>]*>?|<[!?][^>]*>?", Comment),
            (r"<style\b", Name.Tag, ("style", "tag")),
            (r"<script\b", Name.Tag, ("script", "tag")),
            (r"</?[a-z][\w:-]*", Name.Tag, "tag"),
            (r"<", Text),
        ],
        "comment": [(r"-->", Comment, "#pop"), (r"[^-]+", Comment), (r"-", Comment)],
        "tag": [
            (r"\s+", Text),
            (r"/?>", Name.Tag, "#pop"),
            (r"(?=<)", Text, "#pop"),
            (r"(=)(\s*)([^\s\"'<>]+)", bygroups(Punctuation, Text, String)),
            (r"=", Punctuation),
            (r'"', String, "double"),
            (r"'", String, "single"),
            (r"[^\s=\"'<>/]+", Name.Attribute),
            (r"/", Text),
        ],
        "double": [(r'[^"]+', String), (r'"', String, "#pop")],
        "single": [(r"[^']+", String), (r"'", String, "#pop")],
        "script": [(r"</script\s*>", Name.Tag, "#pop"), (r"[^<]+", Text), (r"<", Text)],
        "style": [
            (r"</style\s*>", Name.Tag, "#pop"),
            (r"/\*", Comment, "css-comment"),
            (r"<!--|-->", Comment),
            (r"([\w-]+)(\s*:)(?![^;{}]*\{)", bygroups(Name.Attribute, Punctuation), "css-value"),
            (r"[{};]", Punctuation),
            (r"[@.#]?[\w-]+", Name.Tag),
            (r"\s+", Text),
            (r".", Text),
        ],
        "css-comment": [(r"\*/", Comment, "#pop"), (r"[^*]+", Comment), (r"\*", Comment)],
        "css-value": [
            (r";", Punctuation, "#pop"),
            (r"(?=[}<])", Text, "#pop"),
            (r"/\*", Comment, "css-comment"),
            (r"[^;}</]+", String),
            (r"/", String),
        ],
    }

    def coloured(self, line: str, stack: Stack) -> tuple[list[tuple[int, _TokenType, int]], Stack]:
        """Lex one line without its end.

        Args:
            stack: the state in which the line before it ended; `START` at the beginning.

        Returns:
            start, kind and length of each piece, and the state for the next line.
        """
        context = LexerContext(line, 0, list(stack))
        pieces = [(at, kind, len(text)) for at, kind, text in self.get_tokens_unprocessed(context=context)]
        return pieces, tuple(context.stack)
