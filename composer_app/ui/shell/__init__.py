"""The window around the pages: main view, menus, palette, banners, status line."""
