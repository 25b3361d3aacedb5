"""The Qt client: the only room that imports PySide6."""
