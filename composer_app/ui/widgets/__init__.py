"""Widgets that any page may use, painted in the theme.

Nothing here knows mail, the network or the archive. Import cost counts: QtCore, QtGui and QtWidgets only.
"""
