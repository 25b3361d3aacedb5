"""One start of the window, offscreen: prints the milliseconds from first import to first paint."""

from __future__ import annotations

import sys
import time

BEGAN = time.perf_counter()


def main(folder: str) -> None:
    """Start the real program on an empty data folder and leave at the first paint."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from desktop.options import read_options
    from desktop.program import Program
    from desktop.theme.apply import apply_theme
    from desktop.theme.fonts import load_fonts

    application = QApplication(["packbench"])
    load_fonts()
    apply_theme(application, "light")
    program = Program(application, read_options(["--data", folder], has_display=False))

    class FirstPaint(QObject):
        """Notices the first paint of the window."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Print the time and leave."""
            if event.type() is QEvent.Type.Paint:
                print(f"{(time.perf_counter() - BEGAN) * 1000:.1f}", flush=True)
                watched.removeEventFilter(self)
                application.quit()
            return False

    watch = FirstPaint()
    ground = program.shell.centralWidget()
    assert ground is not None
    ground.installEventFilter(watch)
    program.start()
    application.exec()
    program.close()


if __name__ == "__main__":
    main(sys.argv[1])
