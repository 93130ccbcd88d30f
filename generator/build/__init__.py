"""The build: `hallway` is the picture of it, `session` what runs it from start to end."""
