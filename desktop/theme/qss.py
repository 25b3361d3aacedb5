"""The one style sheet, generated from the tokens.

It dresses plain Qt controls: buttons, inputs, lists, menus, scroll bars. Widgets that paint
themselves (`desktop.widgets`) do not need it. Properties a screen may set:

- `QPushButton[kind]`: "primary", "quiet" or nothing
- `QPushButton[fit]`: "small", "guide", "chip" or nothing; `QLineEdit[fit]`: "guide" or nothing
- `QFrame[card="true"]`: a bordered surface
"""

from __future__ import annotations

from desktop.theme.tokens import Colours, Face, tokens


def build_qss(colours: Colours) -> str:
    """The style sheet of one theme."""
    return "\n".join(
        (_surfaces(colours), _buttons(colours), _inputs(colours), _lists(colours), _bars(colours))
    )


def _surfaces(c: Colours) -> str:
    radius = tokens().radius
    return f"""
QMainWindow, QDialog {{ background: {c.canvas}; }}
QFrame[card="true"] {{ background: {c.surface}; border: 1px solid {c.border};
  border-radius: {radius.card}px; }}
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] {{ background: transparent;
  border: none; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border_strong};
  padding: 4px 8px; }}
QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border_strong};
  padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: {radius.tag}px; }}
QMenu::item:selected {{ background: {c.accent_tint}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.text3}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
QSplitter::handle {{ background: transparent; }}
"""


def _button_shape(height: int, face: Face, pad: int) -> str:
    radius = tokens().radius.control
    return (
        f"min-height: {height - 2}px; max-height: {height - 2}px; padding: 0 {pad}px; "
        f"font-size: {face.size}px; border-radius: {radius}px;"
    )


def _buttons(c: Colours) -> str:
    height, border = tokens().height, tokens().border
    ring = f"border: {border.focus}px solid {c.focus};"
    plain = _button_shape(height.button, Face.BODY, 12)
    inside = _button_shape(height.button - 2, Face.BODY, 11)
    return f"""
QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border_strong};
  {plain} }}
QPushButton:hover {{ background: {c.sunken}; }}
QPushButton:pressed {{ background: {c.accent_tint}; }}
QPushButton:focus {{ {ring} {inside} }}
QPushButton:disabled {{ background: {c.sunken}; color: {c.text3}; border-color: {c.border}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent};
  border-color: {c.accent}; font-weight: bold; }}
QPushButton[kind="primary"]:focus {{ border: 1px solid {c.accent}; {plain} }}
QPushButton[kind="primary"]:disabled {{ background: {c.sunken}; color: {c.text3};
  border-color: {c.border}; font-weight: normal; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {c.sunken}; }}
QPushButton[fit="small"] {{ {_button_shape(height.button_small, Face.TABLE, 10)} }}
QPushButton[fit="small"]:focus {{ {_button_shape(height.button_small - 2, Face.TABLE, 9)} }}
QPushButton[fit="guide"] {{ {_button_shape(height.button_guide, Face.CARD_TITLE, 24)} }}
QPushButton[fit="guide"]:focus {{ {_button_shape(height.button_guide - 2, Face.CARD_TITLE, 23)} }}
QPushButton[fit="chip"] {{ min-height: {height.chip}px; max-height: {height.chip}px; padding: 0;
  border: none; }}
QCheckBox, QRadioButton {{ spacing: 8px; color: {c.text}; background: transparent; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.text3}; }}
"""


def _inputs(c: Colours) -> str:
    height, radius, border = tokens().height, tokens().radius, tokens().border
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{ background: {c.surface};
  color: {c.text}; border: 1px solid {c.border_strong}; border-radius: {radius.control}px;
  padding: 0 12px; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit, QAbstractSpinBox, QComboBox {{ min-height: {height.input - 2}px;
  max-height: {height.input - 2}px; }}
QLineEdit[fit="guide"] {{ min-height: {height.button_guide - 2}px;
  max-height: {height.button_guide - 2}px; font-size: {Face.CARD_TITLE.size}px; }}
QPlainTextEdit, QTextEdit {{ padding: 8px; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
  border: {border.focus}px solid {c.focus}; padding: 0 11px;
  min-height: {height.input - 4}px; max-height: {height.input - 4}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: {border.focus}px solid {c.focus};
  padding: 7px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{
  background: {c.sunken}; color: {c.text3}; border-color: {c.border}; }}
QLineEdit[state="wrong"] {{ border-color: {c.wrong_text}; background: {c.wrong_tint}; }}
QLineEdit[state="attention"] {{ border-color: {c.attention};
  background: {c.attention_tint}; }}
QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0;
  min-height: 0; border-radius: 0; }}
QComboBox::drop-down {{ border: none; background: transparent; width: 28px; }}
QComboBox::down-arrow {{ image: none; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 0; }}
QComboBox QAbstractItemView {{ background: {c.surface}; color: {c.text};
  border: 1px solid {c.border_strong}; padding: 4px; outline: none;
  selection-background-color: {c.accent_tint}; selection-color: {c.text}; }}
QComboBox QAbstractItemView::item {{ min-height: {height.button_small}px; padding: 0 8px; }}
"""


def _lists(c: Colours) -> str:
    return f"""
QAbstractItemView {{ background: {c.surface}; color: {c.text}; border: none; outline: none;
  selection-background-color: {c.accent_tint}; selection-color: {c.text}; }}
QHeaderView {{ background: {c.sunken}; border: none; }}
QTableCornerButton::section {{ background: {c.sunken}; border: none; }}
QAbstractItemView[edged="true"] {{ border: 1px solid {c.border}; }}
QTabBar::tab {{ background: transparent; color: {c.text2}; padding: 8px 16px;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; font-weight: bold; border-bottom-color: {c.accent}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.border}; }}
"""


def _bars(c: Colours) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.border_strong}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 2px 3px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 3px 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c.sunken}; border: none; border-radius: 8px; min-height: 16px;
  max-height: 16px; color: transparent; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 8px; }}
"""
