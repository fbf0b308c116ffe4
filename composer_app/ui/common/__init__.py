"""The look of the program: theme, icons, type, and the components that paint themselves.

Nothing here knows mail, the network or the archive. Import cost counts: QtCore, QtGui and QtWidgets only.
"""
