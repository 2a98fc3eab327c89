"""What belongs together under one name: a screen reader says it on the way in."""

from PySide6.QtWidgets import QGroupBox


class Group(QGroupBox):
    """Shows nothing of its own; ``name`` stands beside it on the page.

    It has no title: Qt would make that the label of each row, and Orca 43 would say it again with each of them, as
    Orca 48 does with each radio button, whatever we do. Nor does it hold texts: Orca would read out all of them.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setStyleSheet("Group { border: 0; margin: 0; padding: 0; }")
