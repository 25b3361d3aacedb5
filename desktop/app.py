"""The window's entry point."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.options import Options
    from desktop.program import Program


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program until its window is closed; gives the exit code."""
    from desktop.options import has_display, read_options

    seen = has_display()
    options = read_options(sys.argv[1:] if arguments is None else arguments, seen)
    if not seen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        if not options.demo:
            sys.stderr.write(
                "There is no display here. Start Packbench on a desktop, or with --demo.\n"
            )
            return 2
        sys.stdout.write(
            "There is no display here: the demo walks through the real window unseen.\n"
        )
        sys.stdout.flush()
    return run(options)


_NO_NEWS = "This plugin does not support propagateSizeHints()"
"""Said by the platform without a display about every window; there is nothing to be done."""


def _pass_message(kind: object, context: object, message: str | None) -> None:
    if message and message != _NO_NEWS:
        sys.stderr.write(message + "\n")


def run(options: Options, beside: Callable[[Program], object] | None = None) -> int:
    """Open the window and work until it is closed; gives the exit code.

    Args:
        beside: Told of the program before it starts, so that it can look on.
    """
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from desktop.cycle_collection import CycleCollection
    from desktop.program import Program
    from desktop.short_turns import take_short_turns
    from desktop.theme.apply import apply_theme
    from desktop.theme.fonts import load_fonts
    from desktop.theme.kept import kept_theme
    from desktop.theme.tokens import ThemeName

    qInstallMessageHandler(_pass_message)
    take_short_turns()
    application = QApplication(["packbench"])
    application.setApplicationName("Packbench")
    load_fonts()
    apply_theme(application, options.theme or kept_theme(options.folder) or ThemeName.LIGHT)
    program = Program(application, options)
    if options.demo:
        from desktop.demo.demo import Demo

        Demo(program)
    if beside is not None:
        beside(program)
    collection = CycleCollection(application)
    program.ready.connect(collection.settle)
    program.shown.connect(collection.postpone)
    collection.start()
    program.start()
    code = application.exec()
    program.close()
    collection.stop()
    return code


if __name__ == "__main__":
    raise SystemExit(main())
