"""The on-screen keyboard by switches: first the row, then the key, so that few presses lead to any letter (M9)."""

from ui.keyboard.board import Board


class Rows:
    """Walks the board that shows. Nothing is kept of what is typed."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._row = 0
        self._inside = False
        self._reach(0)

    def move(self) -> bool:
        """To the next row, or the next key of the row that was chosen. True when it came round to the first row."""
        rows = self.board.rows
        if not self._inside:
            self._reach((self._row + 1) % len(rows))
            return self._row == 0
        row = rows[self._row]
        here = next((n for n, key in enumerate(row) if key.hasFocus()), len(row))
        if here + 1 < len(row):
            row[here + 1].setFocus()
        else:
            self._reach(self._row)  # past the last key: perhaps it was the wrong row
        return False

    def pick(self) -> None:
        """Goes into the row; there it presses the key, and is back among the rows."""
        if not self._inside:
            self._inside = True
            self.board.show_row([])
            return
        row = self.board.rows[self._row]
        key = next((key for key in row if key.hasFocus()), None)
        if key is not None:
            key.click()
        if self.board.isVisible():  # the key may have put the keyboard away
            self._reach(min(self._row, len(self.board.rows) - 1))

    def _reach(self, row: int) -> None:
        self._row = row
        self._inside = False
        keys = self.board.rows[row]
        self.board.show_row(keys)
        keys[0].setFocus()
