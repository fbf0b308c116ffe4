"""`composer-app self-check`: the program drives its own window through the main job, on a new Sandbox."""
