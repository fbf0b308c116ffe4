"""The frame round the pages: window, menus, palette, status line."""
