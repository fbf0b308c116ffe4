"""The lexer of mails: one line after the other, and no character lost."""

from __future__ import annotations

from pygments.token import Comment, Name

from composer_app.ui.compose.body.html_lexer import START, MailHtmlLexer


def test_the_lexer_never_loses_a_character() -> None:
    lexer = MailHtmlLexer()
    for line in ("a < b </p", "<a href='x", "<![endif]-->", "<style>a{b:url(x;)}}</style><", '<p a=b c="', "&amp;\t"):
        pieces, _ = lexer.coloured(line, START)
        assert sum(length for _, _, length in pieces) == len(line)


def test_a_state_goes_over_to_the_next_line() -> None:
    lexer = MailHtmlLexer()
    _, in_comment = lexer.coloured("<p><!-- open", START)
    pieces, after = lexer.coloured("still --> <b>", in_comment)

    assert pieces[0][1] is Comment
    assert (pieces[-2][1], pieces[-1][1]) == (Name.Tag, Name.Tag)
    assert after == START


def test_style_sheets_are_coloured_in_the_same_pass() -> None:
    lexer = MailHtmlLexer()
    _, in_style = lexer.coloured("<style>", START)
    kinds = [kind for _, kind, _ in lexer.coloured("p { color: red }", in_style)[0]]

    assert Name.Tag in kinds
    assert Name.Attribute in kinds
