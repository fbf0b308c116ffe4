"""The window round the pages: main view, menus, palette, banners, status line."""
